#include "fake-jlis/registry/status.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace tameshi::jlis {

std::string_view to_string(Kind kind) {
  return kind == Kind::signature ? "signature" : "authentication";
}

std::optional<Kind> kind_from(std::string_view word) {
  for (const auto kind : {Kind::signature, Kind::authentication}) {
    if (word == to_string(kind)) return kind;
  }
  return {};
}

}  // namespace tameshi::jlis

namespace tameshi::jlis::registry {
namespace {

constexpr std::array<std::pair<Reason, std::string_view>, 10> reasons{{
    {Reason::unspecified, "unspecified"},
    {Reason::key_compromise, "key-compromise"},
    {Reason::ca_compromise, "ca-compromise"},
    {Reason::affiliation_changed, "affiliation-changed"},
    {Reason::superseded, "superseded"},
    {Reason::cessation_of_operation, "cessation-of-operation"},
    {Reason::certificate_hold, "certificate-hold"},
    {Reason::remove_from_crl, "remove-from-crl"},
    {Reason::privilege_withdrawn, "privilege-withdrawn"},
    {Reason::aa_compromise, "aa-compromise"},
}};

}  // namespace

std::string to_string(const AuthorityId& id) {
  return fmt::format("{}/{}", to_string(id.kind), id.generation);
}

std::string_view to_string(Reason reason) {
  const auto* found =
      std::find_if(reasons.begin(), reasons.end(), [&](const auto& row) { return row.first == reason; });
  return found == reasons.end() ? "unspecified" : found->second;
}

std::optional<Reason> reason_from(std::string_view word) {
  const auto* found =
      std::find_if(reasons.begin(), reasons.end(), [&](const auto& row) { return row.second == word; });
  if (found == reasons.end()) return {};
  return found->first;
}

}  // namespace tameshi::jlis::registry
