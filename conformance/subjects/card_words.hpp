// What a card's refusals mean to a user: shared by everybody here who reads it.
#pragma once

#include "conformance/subjects/card_reader.hpp"
#include "conformance/subjects/subject.hpp"

namespace tameshi::subjects {

// facts/card.md §4: 63Cx counts, 6984 is blocked.
Reply refused(Refusal status);

// The outcome when the answer never came; nothing when nothing was lost.
std::optional<Reply> lost(const CardReader& reader);

}  // namespace tameshi::subjects
