// What happens while an act of the subject goes on: { when: { ocsp: { asked: 1 } }, resident: move, with: …
// }.
#include <fmt/format.h>

#include <algorithm>

#include "conformance/scenario/read_parts.hpp"

namespace tameshi::scenario {
namespace {

using yaml::Fields;
using yaml::Node;

// A question that can come true before the act has ended, and then stays true.
bool can_be_awaited(const Question& question) {
  if (const auto* saw = std::get_if<CardSaw>(&question)) return saw->at_least > 0;
  if (const auto* asked = std::get_if<ServiceAsked>(&question)) return asked->at_least > 0;
  return std::holds_alternative<CardAnswered>(question) || std::holds_alternative<ServiceAnswered>(question);
}

void check_act(const Step& act, yaml::Problems& problems) {
  const bool pulls = act.actor == "card" && act.act != "arm" && act.act != "disarm";
  if (pulls) {
    problems.add(act.place, fmt::format("card: {} cannot happen while the card is at work", act.act),
                 "a fault can: given: { faults: [{ fault: pulled, after: { operation: VERIFY } }] }");
  } else if (act.actor == "subject" || act.actor == "examiner") {
    problems.add(act.place, fmt::format("the {} cannot act while a subject acts", act.actor),
                 "make it a step");
  }
}

// A list of this one, without what is ours, for the reader of steps.
Node sole(const Node& node) {
  Node out;
  out.kind = Node::Kind::list;
  out.place = node.place;
  out.items = {node};
  std::erase_if(out.items.front().entries, [](const yaml::Entry& entry) { return entry.key == "when"; });
  return out;
}

std::optional<Question> read_when(const Node& node, yaml::Problems& problems) {
  const auto* when = node.find("when");
  if (when == nullptr) {
    problems.add(node.place, "it does not say when", "add when: { card: { saw: VERIFY } }");
    return std::nullopt;
  }
  const auto asked = read_run_expectations(*when, problems);
  if (asked.size() == 1 && can_be_awaited(asked.front().question)) return asked.front().question;
  if (when->kind == Node::Kind::map)
    problems.add(when->place, "this cannot be waited for",
                 "one question that comes true: { card: { saw: VERIFY } }, { ocsp: { asked: 1 } }");
  return std::nullopt;
}

}  // namespace

void read_meanwhile(const Node& node, const Known& known, Step& step, yaml::Problems& problems) {
  if (step.actor != "subject") {
    problems.add(node.place, fmt::format("what the {} does takes no time", step.actor), "make steps of it");
    return;
  }
  if (!is_filled_list(node, "\"meanwhile\"", problems)) return;
  for (const auto& item : node.items) {
    const auto when = read_when(item, problems);
    auto act = read_steps(sole(item), known.given, problems);
    for (const auto& one : act) check_act(one, problems);
    if (act.size() > 1) problems.add(item.place, "it happens once", "leave \"repeat\" out");
    if (when) step.meanwhile.push_back({*when, std::move(act), item.place});
  }
}

}  // namespace tameshi::scenario
