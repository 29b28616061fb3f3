// Text from outside made harmless to look at. What programs printed may be anything: not UTF-8, codes that
// steer a terminal, signs that turn the reading direction (Unicode TR 36 §2.1).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tameshi::reports {

// Valid UTF-8 without control characters: those, and bytes that are not UTF-8, are shown by their number
// ("\x1B"), as are characters that steer the direction of reading ("\u202E"). Line feeds and tabs stay; CR LF
// becomes LF.
std::string visible(std::string_view text);

// The same on one line: line feeds and tabs become a space.
std::string one_line(std::string_view text);

// visible(), with the characters replaced that mean something in XML and HTML, in text and in quoted
// attributes.
std::string escaped(std::string_view text);

// The first `most` bytes, or a few less so that no character is cut through.
std::string_view head_of(std::string_view text, std::size_t most);

// How many characters it has: for padding columns.
std::size_t length_of(std::string_view utf8);

}  // namespace tameshi::reports
