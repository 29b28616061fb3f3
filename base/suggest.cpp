#include "base/suggest.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>

namespace tameshi {
namespace {

// Damerau–Levenshtein distance of adjacent swaps (optimal string alignment).
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  std::iota(d[0].begin(), d[0].end(), 0U);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
  }
  return d[a.size()][b.size()];
}

}  // namespace

std::string nearest(std::string_view word, std::span<const std::string> known) {
  constexpr std::size_t longest_word = 64;  // beyond that it is not a slip of the pen
  if (word.size() > longest_word) return {};
  std::string best;
  // Two slips make one short word into nearly any other.
  const std::size_t allowed = word.size() <= 3 ? 1 : std::max<std::size_t>(2, word.size() / 3);
  std::size_t best_distance = allowed + 1;
  for (const auto& candidate : known) {
    const auto d = distance(word, candidate);
    if (d < best_distance) {
      best = candidate;
      best_distance = d;
    }
  }
  return best;
}

std::string suggestion(std::string_view word, std::span<const std::string> known) {
  if (const auto near = nearest(word, known); !near.empty()) return fmt::format("did you mean \"{}\"?", near);
  if (known.empty()) return {};
  // A hundred words are no help to anybody.
  constexpr std::size_t most = 40;
  const auto shown = known.first(std::min(known.size(), most));
  const auto rest = known.size() - shown.size();
  return fmt::format("known here: {}{}", fmt::join(shown, ", "),
                     rest == 0 ? "" : fmt::format(" and {} more", rest));
}

}  // namespace tameshi
