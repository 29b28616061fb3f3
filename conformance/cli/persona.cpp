// tameshi persona list, tameshi persona show ID: who lives in the fake Japan, and what each is for.
#include <fmt/format.h>

#include <iostream>

#include "conformance/cli/commands.hpp"
#include "fake-jlis/registry/persona.hpp"

namespace tameshi::cli {
namespace {

namespace registry = jlis::registry;

int list() {
  for (const auto& id : registry::persona_ids()) {
    const auto persona = value_or_trouble(registry::find_persona(id));
    std::cout << fmt::format("{:20} {:24} {}\n", persona.id, persona.romaji, persona.purpose);
  }
  return 0;
}

// Nothing is printed for what a persona does not have.
void line(std::string_view name, std::string_view value) {
  if (!value.empty()) std::cout << fmt::format("{:20} {}\n", name, value);
}

std::string date(const std::optional<registry::CardDate>& date) {
  return date ? registry::to_string(*date) : std::string();
}

std::string certificates(const registry::Certificates& held) {
  if (held.signature && held.authentication) return "signature, authentication";
  return held.signature ? "signature" : held.authentication ? "authentication" : "none";
}

void show_person(const registry::Persona& persona) {
  line("id", persona.id);
  line("purpose", persona.purpose);
  line("name", persona.name);
  line("former surname", persona.names.former_surname);
  line("common name", persona.names.common_name);
  line("alphabet", persona.names.alphabet);
  line("furigana", persona.names.furigana);
  line("former furigana", persona.names.former_surname_furigana);
  line("romaji", persona.romaji);
  line("birth date", persona.age ? registry::to_string(*persona.age) : registry::digits(persona.birth));
  line("sex", std::to_string(static_cast<unsigned>(persona.sex)));
  line("address", persona.address);
  line("name flags", registry::substitute_digits(persona.name, persona.substitutes.name));
  line("address flags", registry::substitute_digits(persona.address, persona.substitutes.address));
  line("municipality", fmt::format("{} {} {}", persona.municipality.code, persona.municipality.prefecture,
                                   persona.municipality.name));
  line("my number", persona.my_number);
  line("stay until", date(persona.stay_until));
  line("moved abroad", date(persona.moved_abroad));
}

void show_card(const registry::Persona& persona) {
  const auto& card = persona.card;
  line("certificates", certificates(persona.certificates));
  line("card", fmt::format("{}, {}", card.generation, to_string(card.state)));
  line("card issued", date(card.issued));
  line("card expires", date(card.expires));
  if (card.reissued != 0) line("cards before", std::to_string(card.reissued));
  for (const auto& [pin, left] : card.tries_left) line("tries left", fmt::format("{} {}", pin, left));
}

// The personas are published with their PINs; a log of a demonstration need not be.
void show_pins(const registry::Persona& persona) {
  const auto pin = [](std::string_view name, const Secret& value) {
    line(name, value.empty() ? "unset" : value.plain());
  };
  pin("authentication PIN", persona.pins.authentication);
  pin("signature password", persona.pins.signature);
  pin("input-support PIN", persona.pins.input_support);
  pin("resident-reg. PIN", persona.pins.resident_register);
  pin("security code", persona.card.security_code);
}

int show(const std::string& id, bool pins) {
  const auto persona = value_or_trouble(registry::find_persona(id));
  show_person(persona);
  show_card(persona);
  if (pins) show_pins(persona);
  return 0;
}

}  // namespace

void add_persona(CLI::App& app, Action& action) {
  struct Options {
    std::string id;
    bool pins = false;
  };
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand("persona", "The invented people: who they are and what each is for");
  command->require_subcommand(1);
  command->add_subcommand("list", "Everyone, with what each is for")->callback([&action] { action = list; });
  auto* shown = command->add_subcommand("show", "Everything about one");
  shown->add_option("id", options->id, "Who")->required();
  shown->add_flag("--pins", options->pins, "Their PINs too");
  shown->callback([options, &action] { action = [options] { return show(options->id, options->pins); }; });
}

}  // namespace tameshi::cli
