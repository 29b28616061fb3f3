// The pictures are taken from the card's files and not from where they were drawn: what is written is what
// the card holds.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "conformance/issue/issue.hpp"
#include "simulator/card/inspect.hpp"
#include "simulator/trace/tlv.hpp"

namespace tameshi::issue {
namespace {

struct Picture {
  std::string_view file;  // of card-face
  std::uint32_t tag;
  std::string_view name;
};

// facts/card.md §3.3, EF 0002 and 0005.
constexpr std::array pictures{
    Picture{"face", 0xDF27, "photo.jp2"},
    Picture{"face", 0xDF25, "name.png"},
    Picture{"face", 0xDF26, "address.png"},
    Picture{"face", 0xDF2A, "security-code.png"},
    Picture{"number-image", 0xDF41, "my-number.png"},
};

// The value of a data object inside the template that the file is; empty when there is none.
ByteView value_in(const std::vector<trace::Tlv>& objects, std::uint32_t tag) {
  for (const auto& object : objects) {
    if (object.header.tag == tag) return object.value;
    if (const auto inside = value_in(object.inside, tag); !inside.empty()) return inside;
  }
  return {};
}

ByteView contents_of(const card::IndividualNumberCard& card, std::string_view file) {
  for (const auto& application : card::inspect(card)) {
    if (application.table->name != "card-face") continue;
    const auto found = std::find_if(application.files.begin(), application.files.end(),
                                    [&](const card::SeenFile& seen) { return seen.name == file; });
    if (found != application.files.end()) return found->contents;
  }
  return {};
}

}  // namespace

std::vector<IssuedFile> pictures_of(const card::IndividualNumberCard& card) {
  std::vector<IssuedFile> out;
  for (const auto& picture : pictures) {
    const auto objects = trace::read_tlvs(contents_of(card, picture.file));
    if (!objects) continue;
    const auto value = value_in(*objects, picture.tag);
    if (value.empty()) continue;
    out.push_back({std::string(picture.name), fmt::format("card-face/{} {:04X}", picture.file, picture.tag),
                   Bytes(value.begin(), value.end())});
  }
  return out;
}

}  // namespace tameshi::issue
