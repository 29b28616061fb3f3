#include "fake-jlis/ca/generations.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/resources.hpp"
#include "base/yaml_reader.hpp"
#include "fake-jlis/ca/key_numbers.hpp"

namespace tameshi::jlis::ca {
namespace {

using yaml::Fields;

constexpr std::string_view table = "fake-jlis/ca/generations.yaml";
constexpr long most = 4'000'000'000;
constexpr std::chrono::days between_rekeyings{4 * 365 + 1};

GenerationRow::Root read_root(Fields& row, std::string_view kind) {
  const auto* node = row.required(kind);
  if (node == nullptr) return {};
  Fields fields(*node, "a root", row.problems());
  const auto since = parse_instant(fields.text("not-before"));
  if (!since) row.problems().add(node->place, since.error().what, since.error().cure);
  const auto serial = static_cast<std::uint64_t>(fields.integer("serial", 1, most));
  fields.finish();
  return {since.value_or(Instant{}), serial};
}

GenerationRow read_row(const yaml::Node& node, yaml::Problems& problems) {
  Fields fields(node, "a generation", problems);
  GenerationRow out;
  out.number = static_cast<unsigned>(fields.integer("number", 1, 99));
  out.line = fields.one_of("line", {"card", "next"}, "card") == "next" ? Line::next : Line::card;
  out.signature = read_root(fields, "signature");
  out.authentication = read_root(fields, "authentication");
  out.key = static_cast<unsigned>(fields.integer("key", 0, 99'999));
  out.test_key = static_cast<unsigned>(fields.integer("test-key", 0, 99'999));
  fields.text("source");
  fields.finish();
  return out;
}

std::vector<GenerationRow> read_rows() {
  yaml::Problems problems;
  std::vector<GenerationRow> out;
  if (const auto root = yaml::read(resources::find(table).value_or(""), std::string(table), problems)) {
    Fields fields(*root, "the table of generations", problems);
    if (const auto* rows = fields.required("generations")) {
      out.reserve(rows->items.size());
      for (const auto& item : rows->items) out.push_back(read_row(item, problems));
    }
    fields.finish();
  }
  if (!problems.empty()) throw Trouble(problems.all().front());
  return out;
}

// A row's root is made under the line that its certificates belong to; smartphones share the card's.
Settings settings_of(const GenerationRow& row, Settings settings) {
  settings.line = row.line;
  return settings;
}

Result<Authority> make_root(Kind kind, const GenerationRow& row, const Settings& settings, KeyPool& pool) {
  const bool signature = kind == Kind::signature;
  const auto& root = signature ? row.signature : row.authentication;
  const auto since = root.not_before + settings.rekeyed_since * between_rekeyings;
  const auto number = (settings.arc == Arc::test ? row.test_key : row.key) + (signature ? 0U : 1U);
  const auto algorithm = row.line == Line::next ? KeyAlgorithm::p384 : KeyAlgorithm::rsa_2048;
  TRY(auto key, pool.key(number, algorithm));
  return Authority(kind, settings_of(row, settings), std::move(key), since, root.serial);
}

const GenerationRow& last_of_cards() {
  const auto& rows = generation_rows();
  return *std::find_if(rows.rbegin(), rows.rend(), [](const auto& row) { return row.line == Line::card; });
}

// OURS: the n-th after the table's last. Its roots' serials lie between the table's and people's.
GenerationRow later_row(unsigned n) {
  constexpr std::uint64_t serials = 160'000'000;
  constexpr std::uint64_t apart = 5'000'000;
  auto out = last_of_cards();
  out.number = generation_rows().back().number + n;
  for (auto* root : {&out.signature, &out.authentication}) {
    root->not_before += n * between_rekeyings;
    root->serial = serials + n * apart;
  }
  out.key = key_numbers::later_generations.first + 4 * (n - 1);
  out.test_key = out.key + 2;
  return out;
}

std::vector<GenerationRow> rows_for(const Settings& settings) {
  std::vector<GenerationRow> out;
  for (const auto& row : generation_rows()) {
    if (row.line == Line::card || settings.line == Line::next) out.push_back(row);
  }
  for (unsigned n = 1; n <= settings.generations_ahead; ++n) out.push_back(later_row(n));
  return out;
}

bool may_issue(const registry::AuthorityId& id, const Authority& authority, const Settings& settings,
               Instant at) {
  if (settings.issuing_generation != 0) return id.generation == settings.issuing_generation;
  // There is one generation for the announced next card, and nobody knows since when.
  return authority.certifies() == key_algorithm_of(settings.line) &&
         (settings.line == Line::next || authority.certificate().not_before <= at);
}

}  // namespace

const std::vector<GenerationRow>& generation_rows() {
  static const auto rows = read_rows();
  return rows;
}

Settings as_of(Settings settings, Instant begins) {
  const auto& last = last_of_cards();
  const auto since = std::max(last.signature.not_before, last.authentication.not_before);
  settings.rekeyed_since = begins < since ? 0 : static_cast<unsigned>((begins - since) / between_rekeyings);
  return settings;
}

Result<AuthoritySet> make_generations(const Settings& settings, KeyPool& pool) {
  TRY([[maybe_unused]] const auto fit, checked(settings));
  AuthoritySet out;
  for (const auto& row : rows_for(settings)) {
    for (const auto kind : {Kind::signature, Kind::authentication}) {
      TRY(auto root, make_root(kind, row, settings, pool));
      out.emplace(registry::AuthorityId{kind, row.number}, std::move(root));
    }
  }
  return out;
}

const Authority& issuing_authority(const AuthoritySet& all, Kind kind, const Settings& settings, Instant at) {
  const auto newest = std::find_if(all.rbegin(), all.rend(), [&](const auto& entry) {
    return entry.first.kind == kind && may_issue(entry.first, entry.second, settings, at);
  });
  if (newest == all.rend()) {
    throw Trouble(
        fmt::format("no generation of the {} CA could issue at {}", to_string(kind), tameshi::to_string(at)),
        "", "choose a later date, or another issuing generation");
  }
  return newest->second;
}

}  // namespace tameshi::jlis::ca
