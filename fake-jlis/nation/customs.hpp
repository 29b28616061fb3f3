// How often what happens to people, and what follows: customs.yaml.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/yaml_reader.hpp"

namespace tameshi::jlis::nation {

// What people do that is no event of life.yaml: those of acts.cpp.
inline const std::vector<std::string> own_acts{
    "be-born", "arrive", "give-consent", "withdraw-consent", "withdraw-elsewhere", "ask-items"};

struct ByChance {
  std::string act;
  unsigned per_thousand = 0;  // a year
  unsigned youngest = 0;
  unsigned oldest = 0;  // the last age; both included
};

struct Choice {
  std::string act;
  unsigned percent = 0;
  unsigned soonest = 1;  // days
  unsigned latest = 1;
};
using Choices = std::vector<Choice>;  // of which one is chosen, or none

struct Customs {
  std::vector<ByChance> by_chance;
  std::map<std::string, Choices> follow_ups;  // by what has happened
  std::map<std::string, Choices> before_end;  // "certificates", "card", "stay"
};

// Reads a table; any mistake means none.
std::optional<Customs> read_customs(std::string_view text, const std::string& file, yaml::Problems& problems);

// The built-in table, read once; Trouble when it is wrong.
const Customs& customs();

}  // namespace tameshi::jlis::nation
