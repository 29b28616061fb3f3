#include "conformance/subjects/card_words.hpp"

namespace tameshi::subjects {

Reply refused(Refusal status) {
  if (const auto left = status.counter()) {
    return {"wrong-pin", {{"tries-left", std::to_string(*left)}}, {}};
  }
  // Other cards of the family say 6983 (ISO/IEC 7816-4 §5.6).
  if (status.value() == 0x6984 || status.value() == 0x6983) return {"pin-blocked", {{"tries-left", "0"}}, {}};
  if (status.value() == 0x6982) return {"pin-needed", {}, {}};
  return {"refused", {{"reason", iso7816::to_string(status) + " " + iso7816::meaning(status)}}, {}};
}

std::optional<Reply> lost(const CardReader& reader) {
  if (reader.lost() == iso7816::Lost::card_gone) return Reply{"no-card", {}, {}};
  if (reader.lost() == iso7816::Lost::no_answer) return Reply{"no-answer", {}, {}};
  return std::nullopt;
}

}  // namespace tameshi::subjects
