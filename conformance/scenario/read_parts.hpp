// The parts of the scenario reader. Each takes the node of its part and adds what is wrong to the problems.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/yaml_reader.hpp"
#include "conformance/scenario/scenario.hpp"
#include "conformance/scenario/vocabulary.hpp"

namespace tameshi::scenario {

struct Kept {
  std::string name;
  std::string kind;  // "signature"
  int line = 0;
};

// What the steps read so far leave for the next one.
struct Known {
  const Given& given;
  std::vector<Kept> kept;
};

Given read_given(const yaml::Node& node, yaml::Problems& problems);

// A persona is one of `built_in`, or a path of a file of the user's own. With no list nothing is checked.
void check_persona(const yaml::Node& node, const std::vector<std::string>& built_in,
                   yaml::Problems& problems);

void check_persona(const yaml::Node& node, yaml::Problems& problems);  // of the built-in ones

// { fault: pulled, during: { operation: VERIFY, nth: 1 } }, or flat: { fault: pulled, during: VERIFY, nth: 1
// }. `with` gets what was written, for titles and the journal.
std::optional<card::Fault> read_fault(const yaml::Node& node, std::vector<Parameter>& with,
                                      yaml::Problems& problems);

// { ocsp: wrong-key, nth: 2 }: the service, its lie and the lie's settings.
std::optional<ArmedLie> read_lie(const yaml::Node& node, std::vector<Parameter>& with,
                                 yaml::Problems& problems);

// Reads the list and unrolls its repeats.
std::vector<Step> read_steps(const yaml::Node& node, const Given& given, yaml::Problems& problems);

void read_meanwhile(const yaml::Node& node, const Known& known, Step& step, yaml::Problems& problems);

std::vector<Parameter> read_with(const yaml::Node& node, const ActWord& act, const Known& known,
                                 yaml::Problems& problems);

std::vector<Expectation> read_step_expectations(const yaml::Node& node, const ActWord& act,
                                                yaml::Problems& problems);
std::vector<Expectation> read_run_expectations(const yaml::Node& node, yaml::Problems& problems);

// case, rule, level and why: what a scenario is in a conformance suite. All of them, or none.
void read_suite_case(yaml::Fields& fields, const yaml::Node& root, Scenario& scenario);
// A row's case is the table's with the row's label behind, unless the text of the table's says where.
void name_row(const yaml::Node& root, const Row& row, Scenario& scenario, yaml::Problems& problems);

// Names that may become file names on any system: small letters, digits and dashes.
bool is_plain_name(std::string_view name);
void check_plain_name(const std::string& name, const Place& place, yaml::Problems& problems);

// `steps` must be a list with something in it, and so must whatever else calls this.
bool is_filled_list(const yaml::Node& node, std::string_view what, yaml::Problems& problems);

}  // namespace tameshi::scenario
