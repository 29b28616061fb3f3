// What a suite's end has besides the end of any run.
#pragma once

#include <string>

#include "conformance/cli/series.hpp"

namespace tameshi::cli {

// How each subject stands, and what of the baseline is mended, for people.
std::string told_of_suite(const Series& series);

// conformance.json, baseline.txt and a badge for each subject, beside the report.
void write_suite_files(const Series& series, const std::string& folder);

// 0 when each subject passed; with a baseline, and of a shard, when nothing failed that was not known. 1
// otherwise, 2 when something could not run.
int suite_exit_code(const Series& series);

}  // namespace tameshi::cli
