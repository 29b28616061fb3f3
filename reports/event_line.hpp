// One event in one line, and what the journal says about a step: the words that console, JUnit and HTML
// share.
#pragma once

#include <string>
#include <vector>

#include "base/verdict.hpp"
#include "reports/words.hpp"

namespace tameshi::reports {

// "VERIFY authentication-pin, 4 bytes → 63C2, because the PIN was wrong (facts…)". Text from outside is
// cleaned, and markup is not yet escaped.
std::string event_line(const Event& event, const Words& words);

// "exit 1", "ended by signal 9", "timed out".
std::string ending_of(const ProcessRun& run, const Words& words);

// The command as one would type it: words with blanks or quotes in them are quoted.
std::string command_line(const std::vector<std::string>& command);

// "tries-left 2, reason locked".
std::string listed(const std::vector<NamedText>& named);

// The event of that number; null when the journal has none.
const Event* event_of(const RunResult& run, std::size_t number);

// "signature/3 200000002 revoked (affiliation-changed), …": what J-LIS said; the status of HTTP where it said
// nothing.
std::string answers_of(const ServiceExchange& exchange);

// "200", "no answer".
std::string status_of(const HttpExchange& exchange, const Words& words);

// The events of a step, in order; 0 for those before the first.
std::vector<const Event*> events_of_step(const RunResult& run, int step);

template <typename T>
std::size_t count_of(const std::vector<const Event*>& events) {
  std::size_t count = 0;
  for (const auto* event : events) count += std::holds_alternative<T>(event->body) ? 1 : 0;
  return count;
}

// "3 APDUs", "1 program": what there is of, in words.
std::vector<std::string> counts_of(const std::vector<const Event*>& events, const Words& words);

}  // namespace tameshi::reports
