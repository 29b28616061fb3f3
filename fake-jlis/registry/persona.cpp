#include "fake-jlis/registry/persona.hpp"

#include <fmt/format.h>

#include "base/resources.hpp"
#include "base/suggest.hpp"
#include "fake-jlis/registry/characters.hpp"

namespace tameshi::jlis::registry {
namespace {

constexpr std::string_view folder = "fixtures/personas/";
constexpr std::string_view ending = ".yaml";

}  // namespace

std::string_view to_string(CardState state) {
  return state == CardState::active ? "active" : "suspended";
}

const std::vector<std::string>& pin_names() {
  static const std::vector<std::string> all{
      "authentication-pin", "signature-pin", "input-support-pin",     "number-a",     "number-b",
      "birth-key",          "common-pin",    "resident-register-pin", "free-area-pin"};
  return all;
}

std::string substitute_digits(std::string_view text, const Positions& substitutes) {
  const auto characters = characters_of(text);
  std::string out(characters ? characters->size() : 0, '0');
  for (const auto position : substitutes) {
    if (position >= 1 && position <= out.size()) out[position - 1] = '1';
  }
  return out;
}

Persona as_of(Persona persona, std::chrono::year_month_day today) {
  if (!persona.age) return persona;
  const auto date = date_from(*persona.age, today);
  persona.birth = {era_of(date).value_or(Era::unknown), date};
  return persona;
}

std::vector<std::string> persona_ids() {
  std::vector<std::string> out;
  for (const auto& path : resources::below(folder)) {
    const std::string_view name = std::string_view(path).substr(folder.size());
    if (name.ends_with(ending)) out.emplace_back(name.substr(0, name.size() - ending.size()));
  }
  return out;
}

Result<Persona> find_persona(std::string_view id) {
  const auto path = fmt::format("{}{}{}", folder, id, ending);
  const auto text = resources::find(path);
  if (!text) return failure(fmt::format("there is no persona \"{}\"", id), "", suggestion(id, persona_ids()));
  yaml::Problems problems;
  auto persona = read_persona(*text, path, problems);
  if (!persona) return tl::unexpected(problems.all().front());
  return *std::move(persona);
}

}  // namespace tameshi::jlis::registry
