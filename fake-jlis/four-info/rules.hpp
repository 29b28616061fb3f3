// What can be set of the service, and the values that it begins with: rules.yaml.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/clock.hpp"
#include "base/yaml_reader.hpp"

namespace tameshi::jlis::four_info {

// Whose acceptance of an application the term of a consent begins after.
enum class TermStart : std::uint8_t { service_provider, jlis };
std::string_view to_string(TermStart start);  // "service-provider"
std::optional<TermStart> term_start_from(std::string_view word);

struct Rules {
  unsigned term_years = 10;
  TermStart term_start = TermStart::service_provider;
  std::chrono::year_month_day furigana_from{};
  std::chrono::milliseconds sync_delay{0};    // until a certificate is known to the service
  std::chrono::milliseconds clock_leeway{0};  // by which an application may lie in the future

  bool operator==(const Rules&) const = default;
};

// Reads a table; any mistake means nothing.
std::optional<Rules> read_rules(std::string_view text, const std::string& file, yaml::Problems& problems);

// The built-in table, read once; Trouble when it is wrong.
const Rules& usual_rules();

}  // namespace tameshi::jlis::four_info
