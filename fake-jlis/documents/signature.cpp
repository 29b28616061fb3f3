#include "fake-jlis/documents/signature.hpp"

#include <algorithm>
#include <array>

namespace tameshi::jlis::documents {
namespace {

struct Word {
  Format format;
  std::string_view word;
  bool made;
};
constexpr std::array words{
    Word{Format::raw, "raw", true},
    Word{Format::raw_no_digest_info, "raw-no-digest-info", true},
    Word{Format::cms_attached, "cms-attached", true},
    Word{Format::cms_detached, "cms-detached", true},
    Word{Format::xml_enveloped, "xml-enveloped", true},
    Word{Format::xml_enveloping, "xml-enveloping", true},
    Word{Format::xml_beside, "xml-beside", false},
    Word{Format::pdf, "pdf", true},
};

}  // namespace

std::string_view to_string(Format format) {
  return words.at(static_cast<std::size_t>(format)).word;
}

std::optional<Format> format_from(std::string_view word) {
  for (const auto& row : words) {
    if (row.word == word && row.made) return row.format;
  }
  return std::nullopt;
}

std::vector<std::string> formats_that_are_made() {
  std::vector<std::string> out;
  for (const auto& row : words) {
    if (row.made) out.emplace_back(row.word);
  }
  return out;
}

bool Findings::intact() const {
  return !fault && !signatures.empty() &&
         std::none_of(signatures.begin(), signatures.end(),
                      [](const FoundSignature& one) { return one.fault.has_value(); });
}

}  // namespace tameshi::jlis::documents
