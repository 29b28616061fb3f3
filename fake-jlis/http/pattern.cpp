#include "fake-jlis/http/pattern.hpp"

#include <algorithm>

#include "base/percent.hpp"

namespace tameshi::jlis::http {
namespace {

// The piece up to the separator, taken off the text.
std::string_view cut(std::string_view& text, char separator) {
  const auto end = std::min(text.find(separator), text.size());
  const auto piece = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return piece;
}

bool match_piece(std::string_view pattern, std::string_view piece, PathWords& words) {
  const auto open = pattern.find('{');
  if (open == std::string_view::npos) return pattern == piece;
  const auto close = pattern.find('}', open);
  const auto before = pattern.substr(0, open);
  const auto after = pattern.substr(close + 1);
  if (piece.size() <= before.size() + after.size() || !piece.starts_with(before) || !piece.ends_with(after)) {
    return false;
  }
  auto word = percent_decoded(piece.substr(before.size(), piece.size() - before.size() - after.size()));
  if (!word || word->find('/') != std::string::npos) return false;
  words.insert_or_assign(std::string(pattern.substr(open + 1, close - open - 1)), *std::move(word));
  return true;
}

}  // namespace

std::optional<PathWords> match(std::string_view pattern, std::string_view path) {
  if (std::count(pattern.begin(), pattern.end(), '/') != std::count(path.begin(), path.end(), '/')) {
    return std::nullopt;
  }
  PathWords words;
  while (!pattern.empty() || !path.empty()) {
    if (!match_piece(cut(pattern, '/'), cut(path, '/'), words)) return std::nullopt;
  }
  return words;
}

std::optional<PathWords> query_words(std::string_view query) {
  PathWords words;
  while (!query.empty()) {
    auto pair = std::string(cut(query, '&'));
    std::replace(pair.begin(), pair.end(), '+', ' ');
    std::string_view rest = pair;
    const auto name = percent_decoded(cut(rest, '='));
    const auto value = percent_decoded(rest);
    if (!name || !value) return std::nullopt;
    words.insert_or_assign(*name, *value);
  }
  return words;
}

}  // namespace tameshi::jlis::http
