// What people, places and services of a nation are called (people.yaml), and who is invented from that.
#pragma once

#include "fake-jlis/four-info/application.hpp"
#include "fake-jlis/nation/chance.hpp"
#include "fake-jlis/registry/persona.hpp"

namespace tameshi::jlis::nation {

struct Called {
  std::string text;
  std::string kana;
  std::string romaji;
};

struct Town {
  registry::Municipality municipality;
  std::string text;  // with its prefecture
};

struct NamedProvider {
  std::string provider;
  four_info::NamedService service;  // with all that it would like to know
};

struct Words {
  std::vector<Called> surnames;
  std::vector<Called> given_names;
  std::vector<Town> towns;  // every name in every prefecture
  std::vector<NamedProvider> services;
};

// Reads a table; any mistake means none.
std::optional<Words> read_words(std::string_view text, const std::string& file, yaml::Problems& problems);

// The built-in table, read once; Trouble when it is wrong.
const Words& words();

// The n-th person: name, sex, town, My Number and PINs are thrown; the rest is the caller's.
registry::Persona invented(std::uint64_t number, std::chrono::year_month_day born, Chance& chance,
                           std::size_t towns);

// A value for a parameter of an event, as `registry::life_parameters` describe them; empty: it is left out.
std::string parameter(std::string_view name, const registry::Persona& person,
                      std::chrono::year_month_day today, Chance& chance, std::size_t towns);

// The date so many years later; of 29 February the 28th where there is none.
std::chrono::year_month_day years_after(std::chrono::year_month_day date, int years);

}  // namespace tameshi::jlis::nation
