// Where scenarios and subjects come from: files, folders, and the built-in ones by name.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/yaml_reader.hpp"
#include "conformance/bundle/contents.hpp"
#include "conformance/scenario/scenario.hpp"
#include "conformance/subjects/subject_file.hpp"

namespace tameshi::cli {

// The texts that were read, for who keeps them; null: nobody does.
using Texts = std::vector<bundle::SourceText>*;

// Reads what is named: a file; a folder (every *.yaml below it, in order); else a built-in scenario by its
// name or path ("pin-lockout", "scenarios/pin-lockout.yaml"); with "#hanako" only that row of its table.
// Mistakes go to `problems`.
std::vector<scenario::Scenario> read_scenarios(const std::vector<std::string>& names,
                                               yaml::Problems& problems, Texts texts = nullptr);

// Of a suite: a folder, or a built-in one by its name ("reader").
std::vector<scenario::Scenario> read_cases(const std::string& suite, yaml::Problems& problems,
                                           Texts texts = nullptr);

// Where the built-in suites are, a folder each.
inline const std::string suite_folder = "conformance/suites/";

// A file, or a built-in subject by its name or path ("opensc", "subjects/opensc.yaml").
std::vector<subjects::SubjectFile> read_subjects(const std::vector<std::string>& names,
                                                 yaml::Problems& problems, Texts texts = nullptr);

// "pin-lockout" for each "scenarios/pin-lockout.yaml" below the embedded folder.
std::vector<std::string> built_in_names(const std::string& folder);

// Prints each on a line of its own to standard error; true when there was any.
bool tell(const yaml::Problems& problems);

}  // namespace tameshi::cli
