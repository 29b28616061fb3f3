// The nearest right word, for error messages.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tameshi {

// The word of `known` nearest to `word` by edit distance, when near enough to be a slip; empty otherwise.
std::string nearest(std::string_view word, std::span<const std::string> known);

// `did you mean "x"?` or, when nothing is near, `known here: a, b, c`.
std::string suggestion(std::string_view word, std::span<const std::string> known);

}  // namespace tameshi
