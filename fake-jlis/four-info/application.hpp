// The XML that a person signs to consent, or to take a consent back. Of J-LIS's own only UTF-8 and the root's
// name are known (facts/pki.md §4.3); everything within is OURS:
//
//   <利用者同意申請情報>                        <利用者同意取消申請情報>
//     <受付日時>2026-04-01T10:00:00+09:00         <受付日時>2026-04-02T10:00:00+09:00
//     <事業者ID>bank                              <事業者ID>bank
//     <サービス>                                  <サービスID>account
//       <サービスID>account
//       <サービス名>架空銀行　普通預金
//       <同意項目>氏名
//       <同意項目>住所
//
// The closing tags are left out here. サービス and 同意項目 come once or more often; the rest once.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"

namespace tameshi::jlis::four_info {

// 基本4情報, as consents name them.
enum class Item : std::uint8_t { name, birth_date, sex, address };
inline constexpr std::array all_items{Item::name, Item::birth_date, Item::sex, Item::address};
std::string_view to_string(Item item);    // "birth-date"
std::string_view in_japanese(Item item);  // "生年月日"
std::optional<Item> item_from(std::string_view word);

// What a consent is for.
struct NamedService {
  std::string id;    // 1 to 64 of A-Z, a-z, 0-9, ".", "_", "-"
  std::string name;  // for people
  std::vector<Item> items;

  bool operator==(const NamedService&) const = default;
};

struct ConsentApplication {
  Instant accepted_at{};  // by the service provider
  std::string provider;   // its id, of the same characters
  std::vector<NamedService> services;

  bool operator==(const ConsentApplication&) const = default;
};

struct WithdrawalApplication {
  Instant accepted_at{};
  std::string provider;
  std::string service;

  bool operator==(const WithdrawalApplication&) const = default;
};

Result<ConsentApplication> read_consent(std::string_view xml);
Result<WithdrawalApplication> read_withdrawal(std::string_view xml);

// For who makes them.
std::string to_xml(const ConsentApplication& application);
std::string to_xml(const WithdrawalApplication& application);

bool is_id(std::string_view text);

}  // namespace tameshi::jlis::four_info
