#include "conformance/subjects/card_words.hpp"

#include <algorithm>
#include <array>

namespace tameshi::subjects {
namespace {

constexpr std::array files{
    FileWord{"authentication", 0x0018, 0x0017, 0x000A},
    FileWord{"signature", 0x001B, 0x001A, 0x0001},
    FileWord{"authentication-ca", 0, 0, 0x000B},
    FileWord{"signature-ca", 0, 0, 0x0002},
};

}  // namespace

const FileWord* file_word(std::string_view word) {
  const auto* found =
      std::find_if(files.begin(), files.end(), [&](const FileWord& row) { return row.word == word; });
  return found == files.end() ? nullptr : found;
}

Reply refused(Refusal status) {
  if (const auto left = status.counter()) {
    return {"wrong-pin", {{"tries-left", std::to_string(*left)}}, {}};
  }
  if (status.value() == 0x6984) return {"pin-blocked", {{"tries-left", "0"}}, {}};
  if (status.value() == 0x6982) return {"pin-needed", {}, {}};
  return {"refused", {{"reason", iso7816::to_string(status) + " " + iso7816::meaning(status)}}, {}};
}

std::optional<Reply> lost(const CardReader& reader) {
  if (reader.lost() == iso7816::Lost::card_gone) return Reply{"no-card", {}, {}};
  if (reader.lost() == iso7816::Lost::no_answer) return Reply{"no-answer", {}, {}};
  return std::nullopt;
}

}  // namespace tameshi::subjects
