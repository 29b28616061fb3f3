// Paths with places for words: "/crl/{kind}/{municipality}.crl".
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace tameshi::jlis::http {

using PathWords = std::map<std::string, std::string, std::less<>>;

// The words of a path that fits, percent-decoded; a word never holds a slash and is never empty.
std::optional<PathWords> match(std::string_view pattern, std::string_view path);

// "a=1&b=2", percent-decoded, plus signs as spaces; nothing when it cannot be.
std::optional<PathWords> query_words(std::string_view query);

}  // namespace tameshi::jlis::http
