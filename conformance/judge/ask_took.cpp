#include <fmt/format.h>

#include <algorithm>

#include "conformance/judge/ask.hpp"

namespace tameshi::judge {
namespace {

std::string in_seconds(std::chrono::milliseconds time) {
  return fmt::format("{:.3f} s", std::chrono::duration<double>(time).count());
}

}  // namespace

Check ask_took(const scenario::TookAtMost& question, Events events) {
  auto check = unasked(question);
  check.verdict = Verdict::fail;
  const auto begun = std::find_if(events.begin(), events.end(), [](const Event& event) {
    return std::holds_alternative<ActStarted>(event.body);
  });
  const auto ended = last_ended(events);
  if (begun == events.end() || ended.act == nullptr) {
    check.actual = "the act did not end";
    return check;
  }
  const auto last =
      std::find_if(begun, events.end(), [&](const Event& e) { return e.number == ended.event; });
  const auto took = last->time - begun->time;
  check.actual = in_seconds(took);
  check.events = {begun->number, ended.event};
  check.verdict = took <= question.longest ? Verdict::pass : Verdict::fail;
  return check;
}

}  // namespace tameshi::judge
