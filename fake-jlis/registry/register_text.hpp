// What the register accepts as a name, an address, a place.
#pragma once

#include <cstddef>
#include <string_view>

namespace tameshi::jlis::registry {

inline constexpr std::size_t longest_register_address = 200;  // facts/pki.md §1.5, ".5"

// Family and given name in full-width characters, U+3000 between them; more of them for further names.
bool is_register_name(std::string_view text);
// 1 to 200 full-width characters.
bool is_register_address(std::string_view text);
// A place in a distinguished name: "Sapporo-shi-Minami-ku".
bool is_romaji_place(std::string_view text);

}  // namespace tameshi::jlis::registry
