// docs/scenario-words.md holds every word of the vocabulary.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/testing/generated.hpp"
#include "conformance/scenario/vocabulary.hpp"

namespace tameshi::scenario {
namespace {

const std::string page = "docs/scenario-words.md";

std::string in_code(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += fmt::format("{}`{}`", out.empty() ? "" : ", ", word);
  return out;
}

std::string type_of(const ParameterWord& word) {
  switch (word.type) {
    case ParameterType::one_of:
      return in_code(word.words);
    case ParameterType::pin:
      return "a PIN";
    case ParameterType::document:
      return "a document's name";
    case ParameterType::kept:
      return fmt::format("a kept {}", word.kind);
    case ParameterType::duration:
      return "`5 s`, `10 min`, `3 d`";
    case ParameterType::time:
      return "`2026-04-01T09:00:00+09:00`";
    case ParameterType::persona:
      return "a persona";
    case ParameterType::fault:
      return "a fault's name";
    case ParameterType::deviation:
      return "a deviation, see `tameshi deviations`";
    case ParameterType::text:
      return "a text";
  }
  return {};
}

std::string parameters_of(const ActWord& act) {
  if (act.takes_fault) return "a fault, see `tameshi faults`";
  if (act.takes_lie) return "a lie, see `tameshi lies`";
  std::string out;
  for (const auto& word : act.parameters) {
    out += fmt::format("{}`{}`{}: {}", out.empty() ? "" : "; ", word.name,
                       word.optional ? " (may be left out)" : "", type_of(word));
  }
  return out;
}

// What every operation may come to is said once, above the table.
std::vector<std::string> own_outcomes(const ActWord& act, const Vocabulary& words) {
  auto out = act.outcomes;
  if (act.actor != "subject") return out;
  std::erase_if(out, [&](const std::string& outcome) {
    return std::find(words.common_outcomes.begin(), words.common_outcomes.end(), outcome) !=
           words.common_outcomes.end();
  });
  return out;
}

std::string acts_table(const std::string& actor) {
  std::string out =
      "| act | what it is | with | outcomes | tells | keeps |\n| --- | --- | --- | --- | --- | --- |\n";
  for (const auto& act : vocabulary().acts) {
    if (act.actor != actor) continue;
    out += fmt::format("| `{}` | {} | {} | {} | {} | {} |\n", act.name, act.says, parameters_of(act),
                       in_code(own_outcomes(act, vocabulary())), in_code(act.details), in_code(act.keeps));
  }
  return out;
}

std::string details_table() {
  std::string out = "| detail | what it is | values |\n| --- | --- | --- |\n";
  for (const auto& detail : vocabulary().details) {
    out += fmt::format("| `{}` | {} | {} |\n", detail.name, detail.says,
                       detail.is_text ? "a text" : fmt::format("{} to {}", detail.lowest, detail.highest));
  }
  return out;
}

std::string questions_table() {
  std::string out = "| question | what is asked | answers |\n| --- | --- | --- |\n";
  for (const auto& question : vocabulary().questions) {
    out += fmt::format("| `{}` | {} | {} |\n", question.name, question.says,
                       in_code(question.keys.empty() ? question.words : question.keys));
  }
  for (const auto& service : vocabulary().services)
    out += fmt::format("| `{}` | {} | {} |\n", service.name, service.says, in_code(service.answers));
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(generated)

BOOST_AUTO_TEST_CASE(the_page_of_words_is_current) {
  for (const auto& actor : vocabulary().actors)
    testing::check_generated_table(page, "acts of " + actor, acts_table(actor));
  testing::check_generated_table(page, "details", details_table());
  testing::check_generated_table(page, "questions", questions_table());
  testing::check_generated_table(page, "common outcomes", in_code(vocabulary().common_outcomes) + "\n");
  testing::check_generated_table(page, "commands", in_code(vocabulary().card_commands) + "\n");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tameshi::scenario
