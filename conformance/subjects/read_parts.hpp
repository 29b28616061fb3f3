// The parts of the subject file's reader. Each takes the node of its part and adds what is wrong to the
// problems.
#pragma once

#include <string>
#include <vector>

#include "base/yaml_reader.hpp"
#include "conformance/scenario/vocabulary.hpp"
#include "conformance/subjects/subject_file.hpp"

namespace tameshi::subjects {

// What rules may speak of: an operation's own words, or those of all operations for the common rules.
struct RuleWords {
  std::vector<std::string> outcomes;
  std::vector<std::string> details;
};

// A regular expression that is there to be compiled.
std::optional<std::regex> read_pattern(yaml::Fields& fields, std::string_view key);

std::vector<OutcomeRule> read_rules(const yaml::Node& node, const RuleWords& words, Kind kind,
                                    yaml::Problems& problems);

// The names that any operation of the file remembers of a customer.
std::vector<std::string> remembered_names(const yaml::Node& operations);
std::vector<AppStep> read_app_steps(const yaml::Node& node, const scenario::ActWord& act,
                                    const std::vector<std::string>& remembered, yaml::Problems& problems);

// A JSON pointer (RFC 6901); a mistake otherwise.
void check_pointer(const Place& place, std::string_view pointer, yaml::Problems& problems);

// Where a server is, or what is started in its place.
void read_whereabouts(yaml::Fields& fields, SubjectFile& out);

// The ways of the operations that a PKCS#11 module offers, by pkcs11-tool; the file's own rules come first.
void read_module(yaml::Fields& fields, SubjectFile& out);

// A list of operations' names.
std::vector<OfferedOperation> read_names(const yaml::Node& node, yaml::Problems& problems);
// With ways: a map of operations. Without: a list of names.
std::vector<OfferedOperation> read_operations(const yaml::Node& node, Kind kind, yaml::Problems& problems);

std::vector<WordMap> read_word_maps(const yaml::Node& node, yaml::Problems& problems);

std::vector<Waiver> read_waivers(const yaml::Node& node, yaml::Problems& problems);

// A list that something can be looped over; a mistake otherwise.
bool is_list(const yaml::Node& node, std::string_view what, yaml::Problems& problems);
bool is_map(const yaml::Node& node, std::string_view what, yaml::Problems& problems);

}  // namespace tameshi::subjects
