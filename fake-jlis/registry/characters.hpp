// UTF-8 text as characters. The register counts characters (Unicode scalar values), not bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tameshi::jlis::registry {

inline constexpr char32_t ideographic_space = 0x3000;

// The characters, or nothing when the text is not UTF-8 (RFC 3629: overlong forms and surrogates are not).
std::optional<std::u32string> characters_of(std::string_view utf8);

}  // namespace tameshi::jlis::registry
