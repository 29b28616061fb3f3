// The rules that conformance suites test. A fact of the trade stands in requirements.yaml, once.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/yaml_reader.hpp"
#include "conformance/scenario/scenario.hpp"

namespace tameshi::suites {

struct Rule {
  std::string name;  // never changes: "PIN-002"
  std::string says;
  std::vector<std::string> sources;  // a clause, a line of the facts, a law; OURS where there is none
};

// How many of a hundred cases of each level must pass, of those that apply to a subject.
struct Marks {
  long must = 100;
  long should = 90;
  long may = 0;

  [[nodiscard]] long of(Level level) const;
  bool operator==(const Marks&) const = default;
};

struct Requirements {
  std::string suite;  // "reader"
  std::string says;   // who is judged by it
  std::vector<Rule> rules;
  Marks marks;
  std::string part_of;  // another suite, whose cases with one of `tags` it has; else empty
  std::vector<std::string> tags;
  std::vector<std::string> only_by_name;  // cases with one of these tags are played when they are asked for

  [[nodiscard]] const Rule* find(std::string_view rule) const;
};

// Of all suites in one text. Mistakes go to `problems`.
std::vector<Requirements> read_requirements(std::string_view text, const std::string& path,
                                            yaml::Problems& problems);

// Of the suites that are built in.
const std::vector<Requirements>& built_in_requirements();

// "should=95": Trouble for anything else.
void set_mark(Marks& marks, const std::string& written);

// Every scenario must be a case, each name must stand for one case only, and each rule must be known.
void check_cases(const std::vector<scenario::Scenario>& cases, const Requirements& requirements,
                 yaml::Problems& problems);

}  // namespace tameshi::suites
