// UTF-16, big-endian, as PDF writes text (RFC 2781 §2).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tameshi::jlis::documents {

// The characters of well-formed UTF-8.
std::u32string characters_of(std::string_view utf8);

void append_utf8(std::string& out, char32_t character);
std::string utf16_from_utf8(std::string_view utf8);
std::string utf16_of(char32_t character);
// What belongs to no character becomes U+FFFD.
std::string utf8_from_utf16(std::string_view utf16);

}  // namespace tameshi::jlis::documents
