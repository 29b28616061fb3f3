// A report read back, for who compares two, checks one or goes on with it.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/verdict.hpp"

namespace tameshi::reports {

// From report.json. What this version would have written comes back byte for byte by json().
Result<Report> report_from_json(std::string_view text, const std::string& where);

// One of its runs.
Result<RunResult> run_from_json(std::string_view text, const std::string& where);

}  // namespace tameshi::reports
