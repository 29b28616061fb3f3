// Bytes as text for people.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "simulator/trace/exchange.hpp"

namespace tameshi::trace {

// Spaced hex; long data as its first 16 and last 4 bytes and its size, unless all is asked for. `is_private`:
// "**" for each byte unless numbers are asked for.
std::string shown_hex(ByteView bytes, const Options& options, bool is_private = false);

// The command's hex with what may be a PIN as "**": the data of VERIFY and its kin in any class, and all
// behind the header where the lengths do not hold.
std::string shown_command(ByteView command, const Options& options);

// Text from a card on its way to a terminal: UTF-8 without control characters, in quotes; nothing else.
std::optional<std::string> shown_text(ByteView bytes);

// "19800217" as "1980-02-17"; anything else as shown_text or hex.
std::string shown_date(ByteView bytes, const Options& options);

}  // namespace tameshi::trace
