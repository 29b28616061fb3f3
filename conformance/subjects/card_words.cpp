#include "conformance/subjects/card_words.hpp"

#include "base/mutant.hpp"

namespace tameshi::subjects {

Reply refused(Refusal status) {
  if (const auto left = status.counter()) {
    if (mutant("does-not-tell-the-tries-left")) return {"wrong-pin", {}, {}};
    if (mutant("counts-tries-itself")) return {"wrong-pin", {{"tries-left", "2"}}, {}};
    return {"wrong-pin", {{"tries-left", std::to_string(*left)}}, {}};
  }
  // Other cards of the family say 6983 (ISO/IEC 7816-4 §5.6).
  if (mutant("calls-a-blocked-pin-wrong") && (status.value() == 0x6984 || status.value() == 0x6983))
    return {"wrong-pin", {{"tries-left", "0"}}, {}};
  if (mutant("knows-6984-alone") && status.value() == 0x6983) return {"refused", {}, {}};
  if (mutant("calls-every-refusal-a-wrong-pin") && status.sw1() == 0x69 && status.value() != 0x6984)
    return {"wrong-pin", {}, {}};
  if (status.value() == 0x6984 || status.value() == 0x6983) return {"pin-blocked", {{"tries-left", "0"}}, {}};
  if (status.value() == 0x6982) return {"pin-needed", {}, {}};
  return {"refused", {{"reason", iso7816::to_string(status) + " " + iso7816::meaning(status)}}, {}};
}

std::optional<Reply> lost(const CardReader& reader) {
  if (mutant("does-not-notice-that-the-card-is-gone")) return std::nullopt;
  if (reader.lost() == iso7816::Lost::card_gone) return Reply{"no-card", {}, {}};
  if (reader.lost() == iso7816::Lost::no_answer)
    return Reply{mutant("takes-silence-for-no-card") ? "no-card" : "no-answer", {}, {}};
  return std::nullopt;
}

}  // namespace tameshi::subjects
