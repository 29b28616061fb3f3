#include "fake-jlis/registry/persona_rows.hpp"

#include "base/suggest.hpp"
#include "base/utf8.hpp"

namespace tameshi::jlis::registry {
namespace {

using yaml::Fields;
using yaml::Node;

constexpr int most_tries = 15;    // a counter's digit in 63Cx
constexpr int first_year = 1868;  // 明治

Era era_called(std::string_view name) {
  constexpr std::array names{"unknown", "meiji", "taisho", "showa", "heisei", "reiwa"};
  return static_cast<Era>(std::find(names.begin(), names.end(), name) - names.begin());
}

// The year and the month of a birth date whose rest nobody knows; the register writes zeros for it.
BirthDate read_partial_birth(const Node& node, yaml::Problems& problems) {
  Fields fields(node, "a birth date known in part", problems);
  const auto era =
      era_called(fields.one_of("era", {"unknown", "meiji", "taisho", "showa", "heisei", "reiwa"}));
  const auto year = fields.integer("year", first_year, 2100, 0);
  const auto month = fields.integer("month", 1, 12, 0);
  if (month != 0 && year == 0) problems.add(fields.place(), "a month without its year is no birth date");
  fields.finish();
  return {era, std::chrono::year{static_cast<int>(year)} / static_cast<int>(month) / 0};
}

void report(const Problem& problem, const Node& node, yaml::Problems& problems) {
  if (node.kind == Node::Kind::scalar) problems.add(node.place, problem.what, problem.cure);
}

void refuse_before_birth(const Node& node, const std::optional<CardDate>& issued, const BirthDate& birth,
                         yaml::Problems& problems) {
  const auto* fixed = issued ? std::get_if<std::chrono::year_month_day>(&*issued) : nullptr;
  if (fixed != nullptr && birth.is_known() && *fixed < birth.date)
    problems.add(node.place, "the card was issued before its holder was born");
}

std::map<std::string, unsigned> read_tries_left(Fields& card) {
  std::map<std::string, unsigned> out;
  const auto* node = card.optional("tries-left");
  if (node == nullptr) return out;
  Fields fields(*node, "the list of tries left", card.problems());
  for (const auto& name : pin_names()) {
    if (fields.optional(name) != nullptr)
      out[name] = static_cast<unsigned>(fields.integer(name, 0, most_tries));
  }
  fields.finish();
  return out;
}

std::string read_name(Fields& fields, std::string_view key) {
  const auto* node = fields.optional(key);
  if (node == nullptr) return {};
  return ruled_text(
      fields, key, [](const auto& t) { return !t.empty() && !first_malformed_utf8(t); }, "must be a name",
      "leave the line out where there is none");
}

}  // namespace

std::optional<RelativeDate> read_age(Fields& persona) {
  const auto* node = persona.optional("birth-date");
  if (node == nullptr || node->kind != Node::Kind::scalar) return std::nullopt;
  const auto date = parse_card_date(node->text);
  const auto* age = date ? std::get_if<RelativeDate>(&*date) : nullptr;
  return age != nullptr && age->ago ? std::optional(*age) : std::nullopt;
}

BirthDate read_birth(Fields& persona) {
  const auto* node = persona.required("birth-date");
  if (node == nullptr) return {};
  if (node->kind == Node::Kind::map) return read_partial_birth(*node, persona.problems());
  if (node->text == "unknown") return {Era::unknown, std::chrono::year{0} / 0 / 0};
  const auto date = parse_date(yaml::scalar_text(*node, "birth-date", persona.problems()));
  if (!date) {
    report(date.error(), *node, persona.problems());
    return {};
  }
  const auto era = era_of(*date);
  if (!era) persona.problems().add(node->place, "\"birth-date\" lies before 明治 (1868)");
  return {era.value_or(Era::unknown), *date};
}

Names read_names(Fields& persona) {
  const auto* node = persona.optional("names");
  if (node == nullptr) return {};
  Fields fields(*node, "the set of names", persona.problems());
  Names out{read_name(fields, "former-surname"), read_name(fields, "common-name"),
            read_name(fields, "alphabet"), read_name(fields, "furigana"),
            read_name(fields, "former-surname-furigana")};
  fields.finish();
  return out;
}

Certificates read_certificates(Fields& persona) {
  const auto* node = persona.optional("certificates");
  if (node == nullptr) return {};
  Certificates out{false, false};
  const std::vector<std::string> kinds{"signature", "authentication"};
  for (const auto& word : persona.texts("certificates")) {
    if (word == "signature")
      out.signature = true;
    else if (word == "authentication")
      out.authentication = true;
    else
      persona.problems().add(node->place, fmt::format("there is no certificate \"{}\"", word),
                             suggestion(word, kinds));
  }
  return out;
}

std::optional<CardDate> read_card_date(Fields& fields, std::string_view key) {
  const auto* node = fields.optional(key);
  if (node == nullptr) return std::nullopt;
  const auto date = parse_card_date(yaml::scalar_text(*node, key, fields.problems()));
  if (date) return *date;
  report(date.error(), *node, fields.problems());
  return std::nullopt;
}

CardDetails read_card(Fields& persona, const BirthDate& birth) {
  const auto* node = persona.required("card");
  if (node == nullptr) return {};
  Fields fields(*node, "the card", persona.problems());
  CardDetails out;
  out.issued = read_card_date(fields, "issued");
  if (const auto* issued = node->find("issued"))
    refuse_before_birth(*issued, out.issued, birth, persona.problems());
  out.expires = read_card_date(fields, "expires");
  out.security_code = Secret(ruled_text(
      fields, "security-code", [](const auto& t) { return is_digits(t, 4); }, "must be four digits", ""));
  out.state = fields.one_of("state", {"active", "suspended"}, "active") == "active" ? CardState::active
                                                                                    : CardState::suspended;
  out.generation = fields.text("generation", "current");
  out.tries_left = read_tries_left(fields);
  out.reissued = static_cast<unsigned>(fields.integer("reissued", 0, 99, 0));
  fields.finish();
  return out;
}

}  // namespace tameshi::jlis::registry
