#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/suggest.hpp"
#include "conformance/scenario/read_parts.hpp"

namespace tameshi::scenario {
namespace {

using yaml::Fields;
using yaml::Node;

// After repeats are unrolled; a slip of a zero should not fill the memory.
constexpr std::size_t most_steps = 10'000;

// The keys that name an actor, in the order of the file.
std::vector<const yaml::Entry*> actor_entries(const Node& node) {
  const auto& actors = vocabulary().actors;
  std::vector<const yaml::Entry*> out;
  for (const auto& entry : node.entries) {
    if (std::find(actors.begin(), actors.end(), entry.key) != actors.end()) out.push_back(&entry);
  }
  return out;
}

// A misspelt actor is reported as an unknown key with the right word; saying it twice helps nobody.
bool has_misspelt_actor(const Node& node) {
  static const std::vector<std::string> others{"with", "repeat", "keep", "expect", "by", "meanwhile"};
  const auto& actors = vocabulary().actors;
  return std::any_of(node.entries.begin(), node.entries.end(), [&](const yaml::Entry& entry) {
    return std::find(others.begin(), others.end(), entry.key) == others.end() &&
           !nearest(entry.key, actors).empty();
  });
}

const yaml::Entry* sole_actor(const Node& node, yaml::Problems& problems) {
  const auto found = actor_entries(node);
  if (found.size() == 1) return found.front();
  if (found.empty()) {
    if (!has_misspelt_actor(node)) {
      problems.add(node.place, "this step has no actor",
                   fmt::format("say who acts: {}", fmt::join(vocabulary().actors, ", ")));
    }
    return nullptr;
  }
  problems.add(
      found[1]->place,
      fmt::format("a step has one actor, but this one has \"{}\" and \"{}\"", found[0]->key, found[1]->key),
      "make two steps");
  return nullptr;
}

const ActWord* read_act(const yaml::Entry& actor, yaml::Problems& problems) {
  const auto name = yaml::scalar_text(actor.value, actor.key, problems);
  if (actor.value.kind != Node::Kind::scalar) return nullptr;
  const auto* act = vocabulary().find(actor.key, name);
  if (act == nullptr) {
    problems.add(actor.value.place, fmt::format("\"{}\" is nothing that the {} does", name, actor.key),
                 suggestion(name, vocabulary().acts_of(actor.key)));
  }
  return act;
}

// A clock that nobody froze is the machine's own and cannot be set.
void check_clock(const Step& step, const Given& given, yaml::Problems& problems) {
  if (step.actor != "clock" || given.clock) return;
  problems.add(step.place, "the clock of this scenario runs by itself",
               "freeze it: given: { clock: \"2026-04-01T09:00:00+09:00\" }");
}

// Into the first reader comes the card that was there; the second has none of its own.
void check_second_reader(const Step& step, yaml::Problems& problems) {
  const auto* reader = step.parameter("reader");
  if (step.act != "insert" || reader == nullptr || reader->value != "second") return;
  if (step.parameter("of") != nullptr) return;
  problems.add(reader->place, "nobody's card comes into the second reader", "say whose: of: taro");
}

// What is armed has words of its own.
void check_armed(const Node* with, const ActWord& act, Step& step, yaml::Problems& problems) {
  if (with == nullptr) {
    problems.add(step.place, fmt::format("{}: {} needs parameters", act.actor, act.name),
                 act.takes_lie ? "add with: { ocsp: … }; tameshi lies lists them"
                               : "add with: { fault: … }; tameshi faults lists them");
  } else if (act.takes_lie) {
    step.lie = read_lie(*with, step.with, problems);
  } else {
    step.fault = read_fault(*with, step.with, problems);
  }
}

void check_parameters(const Node* with, const ActWord& act, const Known& known, Step& step,
                      yaml::Problems& problems) {
  if (act.takes_fault || act.takes_lie) {
    check_armed(with, act, step, problems);
  } else if (with != nullptr && act.parameters.empty()) {
    problems.add(with->place, fmt::format("{}: {} takes no parameters", act.actor, act.name),
                 "leave \"with\" out");
  } else if (with != nullptr) {
    step.with = read_with(*with, act, known, problems);
    check_second_reader(step, problems);
  } else {
    std::vector<std::string> needed;
    for (const auto& word : act.parameters) {
      if (!word.optional) needed.push_back(word.name);
    }
    if (needed.empty()) return;
    problems.add(step.place, fmt::format("{}: {} needs parameters", act.actor, act.name),
                 fmt::format("add with: and give {}", fmt::join(needed, ", ")));
  }
}

void check_new_name(const Keep& keep, const Known& known, yaml::Problems& problems) {
  check_plain_name(keep.as, keep.place, problems);
  const auto& documents = known.given.documents;
  if (std::any_of(documents.begin(), documents.end(), [&](const Document& d) { return d.name == keep.as; })) {
    problems.add(keep.place, fmt::format("\"{}\" is the name of a document", keep.as),
                 "keep it under another name");
  }
  const auto taken =
      std::find_if(known.kept.begin(), known.kept.end(), [&](const Kept& k) { return k.name == keep.as; });
  if (taken != known.kept.end()) {
    problems.add(keep.place, fmt::format("\"{}\" is kept already on line {}", keep.as, taken->line),
                 "keep it under another name");
  }
}

void read_keep(const Node& node, const ActWord& act, const Known& known, Step& step,
               yaml::Problems& problems) {
  if (act.keeps.empty()) {
    problems.add(node.place, fmt::format("{}: {} makes nothing to keep", act.actor, act.name),
                 "leave \"keep\" out");
    return;
  }
  Fields fields(node, fmt::format("\"keep\" of {}", act.name), problems);
  for (const auto& artefact : act.keeps) {
    const auto* value = fields.optional(artefact);
    if (value == nullptr) continue;
    const auto as = yaml::scalar_text(*value, artefact, problems);
    if (value->kind != Node::Kind::scalar) continue;
    step.keep.push_back({artefact, as, value->place});
    check_new_name(step.keep.back(), known, problems);
  }
  fields.finish();
}

std::string read_by(const Node& node, const Step& step, const Given& given, yaml::Problems& problems) {
  auto name = yaml::scalar_text(node, "by", problems);
  if (node.kind != Node::Kind::scalar) return {};
  if (step.actor != "subject") {
    problems.add(node.place, fmt::format("\"by\" says which subject, but here the {} acts", step.actor),
                 "leave it out");
  } else if (std::find(given.subjects.begin(), given.subjects.end(), name) == given.subjects.end()) {
    problems.add(node.place, fmt::format("there is no subject \"{}\"", name),
                 given.subjects.empty() ? "name them: given: { subjects: [bank, other-bank] }"
                                        : suggestion(name, given.subjects));
  }
  return name;
}

// A clock that stands still measures nothing.
void check_took(const Node& expect, const Given& given, yaml::Problems& problems) {
  const auto* took = expect.find("took");
  if (took == nullptr || !given.clock) return;
  problems.add(took->place, "the clock of this scenario stands still, and nothing takes time by it",
               "leave given: clock: out");
}

struct ReadStep {
  Step step;
  long repeat = 1;
};

ReadStep read_step(const Node& node, const Known& known, yaml::Problems& problems) {
  Fields fields(node, "a step", problems);
  ReadStep out;
  out.step.place = node.place;
  if (node.kind != Node::Kind::map) return out;
  for (const auto& actor : vocabulary().actors) fields.optional(actor);
  const auto* with = fields.optional("with");
  out.repeat = fields.integer("repeat", 1, 1000, 1);
  const auto* keep = fields.optional("keep");
  const auto* expect = fields.optional("expect");
  const auto* by = fields.optional("by");
  const auto* meanwhile = fields.optional("meanwhile");
  fields.finish();
  const auto* actor = sole_actor(node, problems);
  const auto* act = actor == nullptr ? nullptr : read_act(*actor, problems);
  if (act == nullptr) return out;
  out.step.actor = act->actor;
  out.step.act = act->name;
  check_clock(out.step, known.given, problems);
  check_parameters(with, *act, known, out.step, problems);
  if (keep != nullptr) read_keep(*keep, *act, known, out.step, problems);
  if (keep != nullptr && out.repeat > 1) {
    problems.add(keep->place, "a step that repeats cannot keep anything: each turn would make it anew",
                 "keep it in a step of its own");
  }
  if (by != nullptr) out.step.by = read_by(*by, out.step, known.given, problems);
  if (meanwhile != nullptr) read_meanwhile(*meanwhile, known, out.step, problems);
  if (expect != nullptr) check_took(*expect, known.given, problems);
  if (expect != nullptr) out.step.expect = read_step_expectations(*expect, *act, problems);
  return out;
}

void unroll(const ReadStep& read, std::vector<Step>& out, yaml::Problems& problems) {
  if (out.size() >= most_steps) return;  // said already
  for (long turn = 0; turn < read.repeat && out.size() < most_steps; ++turn) {
    out.push_back(read.step);
    out.back().number = static_cast<int>(out.size());
  }
  if (out.size() < most_steps) return;
  problems.add(read.step.place, fmt::format("{} steps or more, with repeats", most_steps),
               "split the scenario");
}

}  // namespace

std::vector<Step> read_steps(const Node& node, const Given& given, yaml::Problems& problems) {
  std::vector<Step> out;
  if (!is_filled_list(node, "\"steps\"", problems)) return out;
  Known known{given, {}};
  for (const auto& item : node.items) {
    const auto read = read_step(item, known, problems);
    for (const auto& keep : read.step.keep) known.kept.push_back({keep.as, keep.artefact, keep.place.line});
    unroll(read, out, problems);
  }
  return out;
}

}  // namespace tameshi::scenario
