#include "fake-jlis/platform/submission.hpp"

#include <algorithm>
#include <array>

namespace tameshi::jlis::platform {
namespace {

constexpr std::array<std::string_view, 7> words{
    "raw", "raw-no-digest-info", "cms", "cms-detached", "xml", "pdf", "digest"};

}  // namespace

std::string_view to_string(Format format) {
  return words.at(static_cast<std::size_t>(format));
}

std::optional<Format> format_from(std::string_view word) {
  const auto* found = std::find(words.begin(), words.end(), word);
  if (found == words.end()) return std::nullopt;
  return static_cast<Format>(found - words.begin());
}

}  // namespace tameshi::jlis::platform
