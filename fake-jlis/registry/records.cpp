#include "fake-jlis/registry/records.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tameshi::jlis::registry {
namespace {

constexpr std::array<std::string_view, 5> standings{"here", "moved-out", "abroad", "dead", "deleted"};
constexpr std::array<std::string_view, 2> carrier_kinds{"card", "phone"};
constexpr std::array<std::string_view, 3> carrier_states{"in-use", "lost", "ended"};

// The words stand in the order of the enum.
template <typename Enum, std::size_t N>
std::optional<Enum> from(const std::array<std::string_view, N>& words, std::string_view word) {
  const auto* const found = std::find(words.begin(), words.end(), word);
  if (found == words.end()) return std::nullopt;
  return static_cast<Enum>(found - words.begin());
}

}  // namespace

std::string_view to_string(Standing standing) {
  return standings.at(static_cast<std::size_t>(standing));
}

std::optional<Standing> standing_from(std::string_view word) {
  return from<Standing>(standings, word);
}

std::string_view to_string(CarrierKind kind) {
  return carrier_kinds.at(static_cast<std::size_t>(kind));
}

std::optional<CarrierKind> carrier_kind_from(std::string_view word) {
  return from<CarrierKind>(carrier_kinds, word);
}

std::string_view to_string(CarrierState state) {
  return carrier_states.at(static_cast<std::size_t>(state));
}

std::optional<CarrierState> carrier_state_from(std::string_view word) {
  return from<CarrierState>(carrier_states, word);
}

std::string to_string(const CertificateId& id) {
  return fmt::format("{} {}", to_string(id.authority), id.serial);
}

}  // namespace tameshi::jlis::registry
