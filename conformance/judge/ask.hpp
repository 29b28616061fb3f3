// One function per witness. Each puts its question to the events it is given and says what they tell, and
// which of them say so.
#pragma once

#include <span>

#include "base/verdict.hpp"
#include "conformance/scenario/scenario.hpp"

namespace tameshi::judge {

using Events = std::span<const Event>;

Check ask_outcome(const scenario::OutcomeIs& question, Events events);
Check ask_detail(const scenario::DetailIs& question, Events events);
Check ask_card(const scenario::CardAnswered& question, Events events);
Check ask_card(const scenario::CardSaw& question, Events events);
Check ask_service(const scenario::ServiceAnswered& question, Events events);
Check ask_service(const scenario::ServiceAsked& question, Events events);
Check ask_service(const scenario::ServiceLied& question, Events events);
Check ask_secrets(Events events);
Check ask_took(const scenario::TookAtMost& question, Events events);

// The last act that came to its end.
struct Ended {
  const ActEnded* act = nullptr;
  std::size_t event = 0;
};
Ended last_ended(Events events);

// "outcome", "card: answered 63C2 to VERIFY": the question's name in a report, and what it wants to hear.
Check unasked(const scenario::Question& question);

}  // namespace tameshi::judge
