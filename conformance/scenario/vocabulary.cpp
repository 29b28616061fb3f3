#include "conformance/scenario/vocabulary.hpp"

#include <algorithm>
#include <iterator>

#include "base/resources.hpp"
#include "base/result.hpp"
#include "fake-jlis/registry/life.hpp"
#include "fake-jlis/registry/life_command.hpp"

namespace tameshi::scenario {
namespace {

template <typename Words>
auto named(const Words& words, std::string_view name) -> decltype(&words.front()) {
  const auto it = std::find_if(words.begin(), words.end(), [&](const auto& w) { return w.name == name; });
  return it == words.end() ? nullptr : &*it;
}

void add_new(std::vector<std::string>& to, const std::vector<std::string>& more) {
  std::copy_if(more.begin(), more.end(), std::back_inserter(to),
               [&](const std::string& word) { return std::find(to.begin(), to.end(), word) == to.end(); });
}

char as_in_commands(char c) {
  if (c == '-' || c == '_') return ' ';
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

// What can happen to the card's holder, or `of` somebody else, is the registry's to say.
void add_life_events(Vocabulary& words) {
  using namespace jlis::registry;
  for (const auto& event : life().events) {
    ActWord act;
    act.actor = "resident";
    act.name = event.name;
    act.says = event.says + ".";
    for (const auto& name : event.parameters) {
      const auto* parameter = find_parameter(name);
      act.parameters.push_back(
          {name, ParameterType::text, {}, {}, parameter == nullptr || !parameter->required});
    }
    act.parameters.push_back({"of", ParameterType::persona, {}, {}, true});
    act.outcomes = {"done", "refused"};
    words.acts.push_back(std::move(act));
  }
  add_new(words.actors, {"resident"});
}

}  // namespace

const ParameterWord* ActWord::parameter(std::string_view wanted) const {
  return named(parameters, wanted);
}

const ActWord* Vocabulary::find(std::string_view actor, std::string_view name) const {
  const auto it = std::find_if(acts.begin(), acts.end(),
                               [&](const ActWord& act) { return act.actor == actor && act.name == name; });
  return it == acts.end() ? nullptr : &*it;
}

const DetailWord* Vocabulary::detail(std::string_view name) const {
  return named(details, name);
}

const QuestionWord* Vocabulary::question(std::string_view name) const {
  return named(questions, name);
}

std::vector<std::string> Vocabulary::acts_of(std::string_view actor) const {
  std::vector<std::string> out;
  for (const auto& act : acts) {
    if (act.actor == actor) out.push_back(act.name);
  }
  return out;
}

std::vector<std::string> Vocabulary::subject_outcomes() const {
  std::vector<std::string> out;
  for (const auto& act : acts) {
    if (act.actor == "subject") add_new(out, act.outcomes);
  }
  return out;
}

std::vector<std::string> Vocabulary::subject_details() const {
  std::vector<std::string> out;
  for (const auto& act : acts) {
    if (act.actor == "subject") add_new(out, act.details);
  }
  return out;
}

std::vector<std::string> Vocabulary::subject_words(std::string_view parameter) const {
  std::vector<std::string> out;
  for (const auto& act : acts) {
    const auto* word = act.actor == "subject" ? act.parameter(parameter) : nullptr;
    if (word != nullptr) add_new(out, word->words);
  }
  return out;
}

std::optional<std::string> card_command(const Vocabulary& vocabulary, std::string_view written) {
  std::string name(written);
  std::transform(name.begin(), name.end(), name.begin(), as_in_commands);
  const auto& known = vocabulary.card_commands;
  if (std::find(known.begin(), known.end(), name) == known.end()) return std::nullopt;
  return name;
}

const Vocabulary& vocabulary() {
  static const Vocabulary built_in = [] {
    const std::string path = "conformance/scenario/vocabulary.yaml";
    const auto text = resources::find(path);
    if (!text) throw Trouble("the vocabulary is not compiled in", path, "build again");
    auto words = read_vocabulary(*text, path);
    add_life_events(words);
    return words;
  }();
  return built_in;
}

}  // namespace tameshi::scenario
