#include "fake-jlis/four-info/reason.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/resources.hpp"

namespace tameshi::jlis::four_info {
namespace {

constexpr std::array<std::string_view, 36> names{
    "no-such-consent",
    "malformed-application",
    "unknown-certificate",
    "not-a-signature-certificate",
    "certificate-not-synced",
    "wrong-signature",
    "certificate-expired",
    "certificate-on-hold",
    "certificate-revoked",
    "application-from-the-future",
    "another-provider",
    "service-not-named",
    "consent-taken-back",
    "consent-term-over",
    "another-person",
    "another-service",
    "older-than-the-consent",
    "already-withdrawn",
    "already-over",
    "unknown-serial",
    "authentication-serial",
    "serial-not-synced",
    "not-consented",
    "consent-not-begun",
    "consent-withdrawn",
    "consent-expired",
    "asked-on-hold",
    "unchanged",
    "newer",
    "latest-not-synced",
    "latest-revoked-or-on-hold",
    "latest-expired",
    "not-re-issued",
    "linked",
    "not-linked",
    "link-not-synced",
};

const std::vector<std::string> operations{"consent", "withdrawal", "latest-info", "link", "inquiry"};

Reason read_reason(const yaml::Node& node, Case when, yaml::Problems& problems) {
  yaml::Fields fields(node, "a reason", problems);
  Reason out;
  out.when = when;
  // In the order of the enum, so that the table reads as the service looks.
  fields.one_of("case", {std::string(to_string(when))});
  out.of = fields.texts("of");
  for (const auto& word : out.of) {
    if (std::find(operations.begin(), operations.end(), word) == operations.end())
      problems.add(node.place, fmt::format("there is no operation \"{}\"", word));
  }
  out.code = fields.text("code");
  out.status = static_cast<unsigned>(fields.integer("status", 200, 599, 200));
  out.retry = fields.boolean("retry", false);
  out.says = fields.text("says");
  out.source = fields.text("source");
  out.ours = fields.text("ours", "");
  fields.finish();
  return out;
}

}  // namespace

std::string_view to_string(Case one) {
  return names.at(static_cast<std::size_t>(one));
}

std::vector<Reason> read_reasons(std::string_view text, const std::string& file, yaml::Problems& problems) {
  std::vector<Reason> out;
  const auto root = yaml::read(text, file, problems);
  if (!root) return out;
  yaml::Fields fields(*root, "the table of reasons", problems);
  if (const auto* rows = fields.required("reasons")) {
    if (rows->items.size() != names.size())
      problems.add(rows->place,
                   fmt::format("there are {} reasons, and must be {}", rows->items.size(), names.size()));
    for (std::size_t i = 0; i < std::min(rows->items.size(), names.size()); ++i)
      out.push_back(read_reason(rows->items[i], static_cast<Case>(i), problems));
  }
  fields.finish();
  if (!problems.empty()) out.clear();
  return out;
}

const std::vector<Reason>& reasons() {
  static const auto all = [] {
    const std::string file = "fake-jlis/four-info/reasons.yaml";
    yaml::Problems problems;
    auto out = read_reasons(resources::find(file).value_or(""), file, problems);
    if (!problems.empty()) throw Trouble(problems.all().front());
    return out;
  }();
  return all;
}

const Reason& reason(Case when) {
  return reasons().at(static_cast<std::size_t>(when));
}

std::string because(Case when) {
  const auto& row = reason(when);
  return fmt::format("{}; {}{}{}", row.says, row.source, row.ours.empty() ? "" : "; OURS: ", row.ours);
}

}  // namespace tameshi::jlis::four_info
