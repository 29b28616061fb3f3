// The four items as they are handed out: those that were consented to, and nothing of the others.
#pragma once

#include "fake-jlis/four-info/application.hpp"
#include "fake-jlis/registry/records.hpp"

namespace tameshi::jlis::four_info {

// 旧氏 and 通称 stand in the text too; readings only from the day on which they are handed out.
struct GivenName {
  std::string text;
  std::string substitutes;  // a digit per character, as certificates have it
  std::string former_surname;
  std::string common_name;
  std::string furigana;
  std::string former_surname_furigana;

  bool operator==(const GivenName&) const = default;
};

struct GivenAddress {
  std::string text;  // the last one in Japan, of who is abroad
  std::string substitutes;
  bool abroad = false;
  std::optional<std::chrono::year_month_day> departs_on;  // 国外転出の予定年月日

  bool operator==(const GivenAddress&) const = default;
};

struct GivenItems {
  std::optional<GivenName> name;
  std::optional<std::string> birth_date;  // "419950410", as certificates have it
  std::optional<std::string> sex;         // "2"
  std::optional<GivenAddress> address;

  bool operator==(const GivenItems&) const = default;
};

GivenItems given(const registry::Resident& resident, const std::vector<Item>& consented, bool with_furigana);

}  // namespace tameshi::jlis::four_info
