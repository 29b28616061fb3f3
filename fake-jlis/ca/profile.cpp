#include "fake-jlis/ca/profile.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>

#include "base/resources.hpp"
#include "fake-jlis/ca/certificate.hpp"
#include "fake-jlis/ca/profile_rows.hpp"

namespace tameshi::jlis::ca {
namespace {

using yaml::Fields;
using yaml::Node;
using yaml::Problems;

ValidityRow read_validity(Fields& profile) {
  const auto* node = profile.required("validity");
  if (node == nullptr) return {};
  Fields fields(*node, "the validity", profile.problems());
  ValidityRow out;
  out.rule = fields.one_of("rule", {"ten-years", "fifth-birthday"}) == "ten-years"
                 ? ValidityRule::ten_years
                 : ValidityRule::fifth_birthday;
  out.capped_by_card = fields.boolean("capped-by-card", false);
  out.capped_by_authentication = fields.boolean("capped-by-authentication", false);
  out.origin = read_origin(fields);
  fields.finish();
  return out;
}

KeyAlgorithm read_key(Fields& profile) {
  return profile.one_of("key", {"RSA-2048", "P-384"}, "RSA-2048") == "P-384" ? KeyAlgorithm::p384
                                                                             : KeyAlgorithm::rsa_2048;
}

NameRow read_subject(Fields& profile) {
  const auto* node = profile.required("subject");
  if (node == nullptr) return {};
  Fields fields(*node, "the subject", profile.problems());
  NameRow out;
  if (const auto* rdns = fields.required("rdns")) out.rdns = read_name(*rdns, fields.problems());
  out.origin = read_origin(fields);
  fields.finish();
  return out;
}

// An extension may stand only once, RFC 5280 §4.2; a certificate that breaks this is a deviation, not a
// profile.
void refuse_second(const std::vector<ExtensionRow>& rows, const ExtensionRow& row, const Node& node,
                   Problems& problems) {
  if (std::any_of(rows.begin(), rows.end(), [&](const auto& r) { return r.name == row.name; })) {
    problems.add(node.place, fmt::format("{} stands here a second time", row.name));
  }
}

std::vector<ExtensionRow> read_extensions(Fields& profile, const Name& subject) {
  std::vector<ExtensionRow> out;
  const auto* node = profile.required("extensions");
  if (node == nullptr) return out;
  if (node->kind != Node::Kind::list) profile.problems().add(node->place, "\"extensions\" must be a list");
  for (const auto& item : node->items) {
    auto row = read_extension(item, subject, profile.problems());
    refuse_second(out, row, item, profile.problems());
    out.push_back(std::move(row));
  }
  return out;
}

// Rows of `base`, each replaced by the row of its name; others come last.
std::vector<ExtensionRow> with_rows(std::vector<ExtensionRow> base, std::vector<ExtensionRow> rows) {
  for (auto& row : rows) {
    const auto same =
        std::find_if(base.begin(), base.end(), [&](const auto& r) { return r.name == row.name; });
    if (same == base.end())
      base.push_back(std::move(row));
    else
      *same = std::move(row);
  }
  return base;
}

// A profile of which nothing needs to be said but what differs.
Profile read_variant(Fields& fields, Profile base) {
  base.id = fields.text("profile");
  if (fields.optional("key") != nullptr) base.key = read_key(fields);
  base.signature_algorithm =
      fields.one_of("signature-algorithm", signature_algorithms(), base.signature_algorithm);
  if (fields.optional("validity") != nullptr) base.validity = read_validity(fields);
  if (fields.optional("subject") != nullptr) base.subject = read_subject(fields);
  if (fields.optional("extensions") != nullptr)
    base.extensions = with_rows(std::move(base.extensions), read_extensions(fields, base.subject.rdns));
  return base;
}

Profile read_whole(Fields& fields) {
  Profile out;
  out.id = fields.text("profile");
  out.key = read_key(fields);
  out.signature_algorithm = fields.one_of("signature-algorithm", signature_algorithms());
  out.validity = read_validity(fields);
  out.subject = read_subject(fields);
  out.extensions = read_extensions(fields, out.subject.rdns);
  return out;
}

}  // namespace

const std::vector<std::string>& placeholders() {
  static const std::vector<std::string> all{"organisation",
                                            "unit",
                                            "japanese-organisation",
                                            "japanese-unit",
                                            "cps",
                                            "ocsp",
                                            "prefecture",
                                            "municipality",
                                            "window",
                                            "sequence",
                                            "issue-time",
                                            "packed-issue-time",
                                            "name",
                                            "birth-date",
                                            "sex",
                                            "address",
                                            "name-substitutes",
                                            "address-substitutes"};
  return all;
}

std::optional<Profile> read_profile(std::string_view text, const std::string& file, Problems& problems) {
  const auto before = problems.all().size();
  const auto root = yaml::read(text, file, problems);
  if (!root) return std::nullopt;
  Fields fields(*root, "a profile", problems);
  const auto* like = fields.optional("like");
  auto out = like == nullptr ? read_whole(fields) : read_variant(fields, built_in_profile(like->text));
  fields.finish();
  if (problems.all().size() != before) return std::nullopt;
  return out;
}

namespace {

Profile read_built_in(std::string_view id) {
  const auto file = fmt::format("fake-jlis/ca/profiles/{}.yaml", id);
  const auto text = resources::find(file);
  if (!text) throw Trouble(fmt::format("there is no profile \"{}\"", id), file, "");
  Problems problems;
  auto profile = read_profile(*text, file, problems);
  if (!profile) throw Trouble(problems.all().front());
  return *std::move(profile);
}

}  // namespace

// Every CA of every world asks for the same few, which never change while the program runs.
Profile built_in_profile(std::string_view id) {
  static std::mutex mutex;
  static std::map<std::string, Profile, std::less<>> read;
  {
    const std::lock_guard lock(mutex);
    if (const auto found = read.find(id); found != read.end()) return found->second;
  }
  auto profile = read_built_in(id);  // which may ask for the one that it is like
  const std::lock_guard lock(mutex);
  return read.emplace(id, std::move(profile)).first->second;
}

}  // namespace tameshi::jlis::ca
