#include "fake-jlis/ca/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "base/utf8.hpp"
#include "fake-jlis/ca/key_numbers.hpp"
#include "fake-jlis/ca/name.hpp"

namespace tameshi::jlis::ca {
namespace {

constexpr std::array<std::string_view, 2> real_organisations{"JPKI", "JPKI-TEST"};

// Names are compared without regard to case and outer space (RFC 5280 §7.1), so "jpki " would be the real one
// too.
std::string folded(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return out;
}

bool is_real(std::string_view organisation) {
  const auto word = folded(organisation);
  return std::find(real_organisations.begin(), real_organisations.end(), word) != real_organisations.end();
}

// A URI stands in an IA5String.
bool is_uri_text(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
}

bool is_name_text(std::string_view text) {
  return !text.empty() && !first_malformed_utf8(text);
}

}  // namespace

std::optional<Arc> arc_from(std::string_view word) {
  if (word == "production") return Arc::production;
  if (word == "test") return Arc::test;
  return std::nullopt;
}

Settings with_arc(Settings settings, Arc arc) {
  settings.arc = arc;
  if (arc == Arc::production) return settings;
  settings.organisation = "FAKE-JPKI-TEST";
  settings.signature_policy = "1.2.392.200149.8.5.1.0.20";
  settings.authentication_policy = "1.2.392.200149.8.5.1.0.30";
  return settings;
}

Settings with_ocsp_at(Settings settings, std::string_view base_url) {
  while (base_url.ends_with('/')) base_url.remove_suffix(1);
  settings.signature_ocsp = fmt::format("{}/ocsp/signature", base_url);
  settings.authentication_ocsp = fmt::format("{}/ocsp/authentication", base_url);
  return settings;
}

Result<Settings> checked(Settings settings) {
  if (is_real(settings.organisation)) {
    return failure(fmt::format("no certificate is minted under O={}", settings.organisation), "CA settings",
                   "choose an organisation that no real authority has, as FAKE-JPKI");
  }
  for (const auto* name : {&settings.organisation, &settings.unit, &settings.japanese_organisation,
                           &settings.japanese_unit, &settings.window}) {
    if (!is_name_text(*name)) return failure("a name is empty or not UTF-8", "CA settings");
  }
  for (const auto* uri : {&settings.cps, &settings.signature_ocsp, &settings.authentication_ocsp}) {
    if (!is_uri_text(*uri))
      return failure(fmt::format("\"{}\" is no URI", *uri), "CA settings", "write plain ASCII");
  }
  for (const auto* policy : {&settings.signature_policy, &settings.authentication_policy}) {
    if (!policy->empty() && !is_oid(*policy))
      return failure(fmt::format("\"{}\" is no policy OID", *policy), "CA settings");
  }
  if (settings.generations_ahead > key_numbers::later_generations.count / 4)
    return failure(fmt::format("{} generations to come are too many", settings.generations_ahead),
                   "CA settings");
  return settings;
}

}  // namespace tameshi::jlis::ca
