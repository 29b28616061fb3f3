// CSV as RFC 4180 has it: fields between commas, in quotes where they hold one, lines that all have as many.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace tameshi::jlis::http {

using CsvLine = std::vector<std::string>;

// A Problem's `where` is a line, from 1. A line may end with LF alone (OURS: programs write it).
Result<std::vector<CsvLine>> read_csv(std::string_view text, std::size_t most_lines);

// With CRLF behind it.
std::string csv_line(const CsvLine& fields);

}  // namespace tameshi::jlis::http
