// Decoded exchanges as text and as JSON.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <string>
#include <string_view>

#include "simulator/trace/exchange.hpp"

namespace tameshi::trace {

// Why the card answered so, where somebody knows: our own card does.
struct Why {
  std::string_view because;
  std::string_view source;
};

// A few lines: what it was, the command, the answer in words, and what the data mean. `number`: of the line
// of a log, or of the exchange.
void print(std::ostream& out, std::size_t number, const Decoded& decoded, const Why& why = {});

// One line of JSON.
std::string to_json_line(std::size_t number, const Decoded& decoded);

}  // namespace tameshi::trace
