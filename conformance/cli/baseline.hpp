// The cases that a subject is known to fail, so that only others fail its build.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/yaml_reader.hpp"
#include "conformance/scenario/scenario.hpp"

namespace tameshi::cli {

// By the names of cases; the value is what is said of it.
using Baseline = std::map<std::string, std::string>;

// A name on each line, and behind a # what is said of it. One that no case has is a mistake.
Baseline read_baseline(const std::string& path, const std::vector<scenario::Scenario>& cases,
                       yaml::Problems& problems);

// A failure that is in it counts as known.
RunResult held_to(const Baseline& baseline, RunResult result);

// Those in it whose every turn passed.
std::vector<std::string> mended(const Baseline& baseline, const std::vector<RunResult>& runs);

// As read_baseline() takes it: what failed, now or as known.
std::string baseline_of(const std::vector<RunResult>& runs);

}  // namespace tameshi::cli
