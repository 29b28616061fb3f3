#include "fake-jlis/ca/deviation.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/resources.hpp"
#include "base/suggest.hpp"
#include "fake-jlis/ca/deviate.hpp"
#include "fake-jlis/ca/deviation_steps.hpp"

namespace tameshi::jlis::ca {
namespace {

using yaml::Fields;
using yaml::Node;
using yaml::Problems;

const std::vector<std::string> layers{"chain",    "profile",   "time", "contents",
                                      "encoding", "signature", "none"};

std::string_view name_of(Issuer issuer) {
  static const std::vector<std::string> words{"issuing",  "previous",   "expired",        "rogue",
                                              "test-arc", "other-kind", "another-holder", "holder"};
  return words[static_cast<std::size_t>(issuer)];
}

Issuer read_issuer(Fields& row, std::string_view key) {
  std::vector<std::string> words;
  for (auto at = 0U; at <= static_cast<unsigned>(Issuer::holder); ++at)
    words.emplace_back(name_of(static_cast<Issuer>(at)));
  const auto word = row.one_of(key, words, words.front());
  return static_cast<Issuer>(std::find(words.begin(), words.end(), word) - words.begin());
}

HolderKey read_key(Fields& row) {
  static const std::vector<std::string> words{"usual", "rsa-1024", "rsa-exponent-3", "p-384",
                                              "of-the-authority"};
  const auto word = row.one_of("key", words, words.front());
  return static_cast<HolderKey>(std::find(words.begin(), words.end(), word) - words.begin());
}

std::vector<Kind> read_kinds(Fields& row) {
  const auto word = row.one_of("of", {"both", "signature", "authentication"}, "both");
  if (const auto kind = kind_from(word)) return {*kind};
  return {Kind::signature, Kind::authentication};
}

Decision read_decision(Fields& row) {
  const auto word = row.one_of("expected", {"reject", "acceptable", "accept"}, "reject");
  if (word == "accept") return Decision::accept;
  return word == "acceptable" ? Decision::acceptable : Decision::reject;
}

std::vector<Finding> read_findings(const Node& node, Problems& problems) {
  static const std::vector<std::string> tools{"openssl", "pkilint", "certtool", "reader"};
  Fields fields(node, "what tools see", problems);
  std::vector<Finding> out;
  for (const auto& tool : tools) {
    if (fields.optional(tool) != nullptr) out.push_back({tool, fields.text(tool)});
  }
  fields.finish();
  return out;
}

void read_evidence(Fields& row, Deviation& out) {
  if (const auto* seen = row.optional("seen-by")) out.seen_by = read_findings(*seen, row.problems());
  out.no_tool = row.text("no-tool", "");
  if (out.seen_by.empty() == out.no_tool.empty()) {
    row.problems().add(row.place(), "a deviation says either which tool sees it or why none can",
                       "write seen-by: { openssl: \"...\" }, or no-tool: REASON");
  }
}

void read_changes(Fields& row, Deviation& out) {
  const auto* changes = row.optional("change");
  if (changes == nullptr) return;
  if (changes->kind != Node::Kind::list) row.problems().add(changes->place, "\"change\" must be a list");
  for (const auto& item : changes->items) {
    if (auto change = read_change(item, row.problems())) out.changes.push_back(*std::move(change));
  }
}

bool is_plain_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

Deviation read_row(const Node& node, const std::string& layer, Problems& problems) {
  Fields row(node, "a deviation", problems);
  Deviation out;
  out.name = row.text("name");
  if (!is_plain_name(out.name)) problems.add(node.place, "a name is small letters, digits and dashes");
  out.says = row.text("says");
  out.of = read_kinds(row);
  out.expected = read_decision(row);
  out.layer = row.one_of("layer", layers, layer);
  out.source = row.text("source");
  out.note = row.text("note", "");
  read_evidence(row, out);
  out.issuer = read_issuer(row, "issuer");
  if (row.optional("signed-by") != nullptr) out.signed_by = read_issuer(row, "signed-by");
  out.other_profile = row.one_of("profile", {"own", "other-kind"}, "own") == "other-kind";
  out.key = read_key(row);
  out.sign = row.one_of("sign", signings(), signings().front());
  read_changes(row, out);
  row.finish();
  return out;
}

std::vector<Deviation> read_built_in() {
  Problems problems;
  std::vector<Deviation> out;
  for (const auto& path : resources::below("fake-jlis/ca/deviations/")) {
    for (auto& row : read_deviations(*resources::find(path), path, problems)) {
      if (std::any_of(out.begin(), out.end(), [&](const auto& other) { return other.name == row.name; }))
        throw Trouble(fmt::format("{} stands here a second time", row.name), path, "");
      out.push_back(std::move(row));
    }
  }
  if (!problems.empty()) throw Trouble(problems.all().front());
  return out;
}

}  // namespace

std::string_view to_string(Decision decision) {
  if (decision == Decision::reject) return "reject";
  return decision == Decision::accept ? "accept" : "acceptable";
}

bool Deviation::applies_to(Kind kind) const {
  return std::find(of.begin(), of.end(), kind) != of.end();
}

std::vector<Deviation> read_deviations(std::string_view text, const std::string& file, Problems& problems) {
  std::vector<Deviation> out;
  const auto root = yaml::read(text, file, problems);
  if (!root) return out;
  Fields fields(*root, "a table of deviations", problems);
  const auto layer = fields.one_of("layer", layers);
  const auto* rows = fields.required("deviations");
  if (rows != nullptr && rows->kind != Node::Kind::list)
    problems.add(rows->place, "\"deviations\" must be a list");
  if (rows != nullptr) {
    out.reserve(rows->items.size());
    for (const auto& item : rows->items) out.push_back(read_row(item, layer, problems));
  }
  fields.finish();
  return out;
}

const std::vector<Deviation>& deviations() {
  static const auto all = read_built_in();
  return all;
}

std::vector<std::string> deviation_names() {
  std::vector<std::string> out;
  out.reserve(deviations().size());
  for (const auto& row : deviations()) out.push_back(row.name);
  return out;
}

Result<const Deviation*> find_deviation(std::string_view name) {
  for (const auto& row : deviations()) {
    if (row.name == name) return &row;
  }
  return failure(fmt::format("there is no deviation \"{}\"", name), "", suggestion(name, deviation_names()));
}

}  // namespace tameshi::jlis::ca
