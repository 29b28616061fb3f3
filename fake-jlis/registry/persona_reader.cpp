// Persona files at the door: what comes out of here is right in every field. A PIN is never quoted in a
// mistake.
#include <fmt/format.h>

#include <algorithm>

#include "fake-jlis/registry/characters.hpp"
#include "fake-jlis/registry/my_number.hpp"
#include "fake-jlis/registry/persona.hpp"
#include "fake-jlis/registry/persona_rows.hpp"
#include "fake-jlis/registry/register_text.hpp"

namespace tameshi::jlis::registry {
namespace {

using yaml::Fields;
using yaml::Node;
using yaml::Problems;

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}

bool is_id(std::string_view text) {
  const auto fits = [](char c) { return is_lower(c) || is_digit(c) || c == '-'; };
  return !text.empty() && is_lower(text.front()) && std::all_of(text.begin(), text.end(), fits);
}

// PIN rules as the counter asks for them, facts/card.md §4 (JPKI 0018 and 001B).
bool is_signature_password(std::string_view text) {
  return text.size() >= 6 && text.size() <= 16 &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_upper(c) || is_digit(c); }) &&
         std::any_of(text.begin(), text.end(), is_upper) && std::any_of(text.begin(), text.end(), is_digit);
}

// Printable ASCII.
bool is_romaji(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

// What stands for a PIN that was never set.
constexpr std::string_view unset = "unset";

std::string set_pin(const std::string& text) {
  return text == unset ? std::string() : text;
}

Sex read_sex(Fields& fields) {
  const auto digit = fields.integer("sex", 1, 3);
  return static_cast<Sex>(digit);
}

Municipality read_municipality(Fields& persona) {
  const auto* node = persona.required("municipality");
  if (node == nullptr) return {};
  Fields fields(*node, "a municipality", persona.problems());
  const auto spelling = "must be in romaji as certificates write it";
  Municipality out{
      ruled_text(
          fields, "code", [](const auto& t) { return is_digits(t, 5); }, "must be five digits",
          "the municipality's code without its check digit, as 13221"),
      ruled_text(fields, "prefecture", is_romaji_place, spelling, "as Tokyo-to"),
      ruled_text(fields, "name", is_romaji_place, spelling, "as Kiyose-shi"),
  };
  fields.finish();
  return out;
}

// Four digits, or that nobody ever set them.
std::string four_digit_pin(Fields& fields, std::string_view key) {
  return set_pin(ruled_text(
      fields, key, [](const auto& t) { return t == unset || is_digits(t, 4); }, "must be four digits", ""));
}

Pins read_pins(Fields& persona) {
  const auto* node = persona.required("pins");
  if (node == nullptr) return {};
  Fields fields(*node, "the set of PINs", persona.problems());
  Pins out{
      Secret(four_digit_pin(fields, "authentication")),
      Secret(set_pin(ruled_text(
          fields, "signature", [](const auto& t) { return t == unset || is_signature_password(t); },
          "must be 6 to 16 of A-Z and 0-9", "with at least one letter and one digit"))),
      Secret(four_digit_pin(fields, "input-support")),
      Secret(four_digit_pin(fields, "resident-register")),
  };
  fields.finish();
  return out;
}

// A position must point at a character that can be a substitute: within the text, and no space.
bool is_position(long position, std::u32string_view characters) {
  return position >= 1 && static_cast<std::size_t>(position) <= characters.size() &&
         characters[static_cast<std::size_t>(position) - 1] != ideographic_space;
}

Positions read_positions(Fields& fields, std::string_view key, std::string_view text) {
  Positions out;
  const auto* node = fields.optional(key);
  if (node == nullptr) return out;
  if (node->kind != Node::Kind::list) {
    fields.problems().add(node->place, fmt::format("\"{}\" must be a list of positions", key), "as [1, 4]");
    return out;
  }
  const auto characters = characters_of(text).value_or(std::u32string{});
  if (characters.empty()) return out;  // the text itself is wrong and has been reported
  for (const auto& item : node->items) {
    const auto position = yaml::scalar_integer(item);
    if (position && is_position(*position, characters)) {
      out.push_back(static_cast<std::size_t>(*position));
    } else {
      fields.problems().add(
          item.place, fmt::format("no character of the {} stands at this position", key),
          fmt::format("count from 1 to {}; U+3000 counts but is no substitute", characters.size()));
    }
  }
  return out;
}

Substitutes read_substitutes(Fields& fields, const Persona& persona) {
  const auto* node = fields.optional("substitutes");
  if (node == nullptr) return {};
  Fields inner(*node, "the list of substitutes", fields.problems());
  Substitutes out{read_positions(inner, "name", persona.name),
                  read_positions(inner, "address", persona.address)};
  inner.finish();
  return out;
}

Persona read_fields(const Node& root, Problems& problems) {
  Fields fields(root, "a persona", problems);
  Persona out;
  out.id = ruled_text(fields, "id", is_id, "must be lower-case letters, digits and dashes", "as hanako");
  out.name = ruled_text(fields, "name", is_register_name,
                        "must be a family and a given name in full-width characters",
                        "put the full-width space U+3000 between the two");
  out.romaji =
      ruled_text(fields, "romaji", is_romaji, "must be the name in plain letters", "as Hanako Shiken");
  out.age = read_age(fields);
  if (out.age)
    out = as_of(std::move(out), usual_day);
  else
    out.birth = read_birth(fields);
  out.sex = read_sex(fields);
  out.address = ruled_text(fields, "address", is_register_address,
                           fmt::format("must be 1 to {} full-width characters", longest_register_address),
                           "write １－２ where you would write 1-2");
  out.municipality = read_municipality(fields);
  out.my_number =
      ruled_text(fields, "my-number", is_my_number, "is no My Number: twelve digits, the last a check digit",
                 "invent eleven and compute the twelfth");
  out.pins = read_pins(fields);
  out.substitutes = read_substitutes(fields, out);
  out.card = read_card(fields, out.birth);
  out.purpose = fields.text("purpose", "");
  out.names = read_names(fields);
  out.certificates = read_certificates(fields);
  out.stay_until = read_card_date(fields, "stay-until");
  out.moved_abroad = read_card_date(fields, "moved-abroad");
  fields.finish();
  return out;
}

}  // namespace

std::optional<Persona> read_persona(std::string_view text, const std::string& file, Problems& problems) {
  const auto before = problems.all().size();
  const auto root = yaml::read(text, file, problems);
  if (!root) return std::nullopt;
  auto persona = read_fields(*root, problems);
  if (problems.all().size() != before) return std::nullopt;
  return persona;
}

}  // namespace tameshi::jlis::registry
