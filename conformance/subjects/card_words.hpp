// The card's files by our words, and what its refusals mean to a user: shared by everybody here who reads the
// card.
#pragma once

#include <string_view>

#include "conformance/subjects/card_reader.hpp"
#include "conformance/subjects/subject.hpp"

namespace tameshi::subjects {

// Files of the JPKI application (facts/card.md §3.1).
struct FileWord {
  std::string_view word;
  std::uint16_t pin = 0;  // 0: the certificate of an authority has none
  std::uint16_t key = 0;
  std::uint16_t certificate = 0;
};
// Null for a word that is none.
const FileWord* file_word(std::string_view word);

// facts/card.md §4: 63Cx counts, 6984 is blocked.
Reply refused(Refusal status);

// The outcome when the answer never came; nothing when nothing was lost.
std::optional<Reply> lost(const CardReader& reader);

}  // namespace tameshi::subjects
