// Whether a subject passed a suite, in words, for programs and as a badge.
#pragma once

#include <string>
#include <vector>

#include "base/standing.hpp"
#include "conformance/suites/requirements.hpp"

namespace tameshi::suites {

// Something applied, and of each level enough passed. A known failure is no pass.
bool passes(const Standing& standing, const Marks& marks);

// Ten lines for people.
std::string in_words(const Standing& standing, const Marks& marks);

// conformance.json: the same for programs.
std::string standings_json(const std::vector<Standing>& all, const std::string& suite, const Marks& marks);

// A picture of 20 pixels' height for a README: "reader | must 100 % · should 98 %".
std::string badge(const Standing& standing, const std::string& suite, const Marks& marks);

}  // namespace tameshi::suites
