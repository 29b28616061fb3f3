#include "conformance/subjects/manual_subject.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <sstream>

#include "base/suggest.hpp"
#include "conformance/scenario/vocabulary.hpp"
#include "conformance/subjects/cleaned.hpp"

namespace tameshi::subjects {
namespace {

bool has(const std::vector<std::string>& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

// By number as listed, or by word.
Result<std::string> outcome_in(const std::string& word, const std::vector<std::string>& outcomes) {
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    if (word == outcomes[i] || word == std::to_string(i + 1)) return outcomes[i];
  }
  return failure(fmt::format("\"{}\" is none of the outcomes", word), "", suggestion(word, outcomes));
}

std::string without_blanks(std::string_view text) {
  const auto from = std::min(text.find_first_not_of(" \t\r"), text.size());
  text.remove_prefix(from);
  return std::string(text.substr(0, text.find_last_not_of(" \t\r") + 1));
}

std::vector<std::string> details_of(const scenario::ActWord& act) {
  auto out = act.details;
  if (!has(out, "reason")) out.emplace_back("reason");
  return out;
}

}  // namespace

Result<Reply> person_said(const std::string& line, const std::vector<std::string>& outcomes,
                          const std::vector<std::string>& details) {
  const auto hash = line.find('#');
  std::istringstream words(line.substr(0, hash));
  std::string word;
  words >> word;
  Reply out;
  TRY(out.outcome, outcome_in(word, outcomes));
  while (words >> word) {
    const auto equals = word.find('=');
    if (equals == std::string::npos)
      return failure(fmt::format("\"{}\" is no detail", word), "", "write NAME=VALUE, and notes behind #");
    const auto name = word.substr(0, equals);
    if (!has(details, name))
      return failure(fmt::format("there is no detail \"{}\" here", name), "", suggestion(name, details));
    out.details.emplace_back(name, word.substr(equals + 1));
  }
  if (hash != std::string::npos) out.details.emplace_back("note", without_blanks(line.substr(hash + 1)));
  return out;
}

std::string ManualSubject::order(const Operation& operation) const {
  const auto& act = *scenario::vocabulary().find("subject", operation.name);
  auto out = fmt::format("\n{}: {}\n  {} With the card of {}.\n", file_.title, operation.name, act.says,
                         surroundings_.holder());
  for (const auto& argument : operation.arguments) {
    const bool plain = argument.secret && surroundings_.shows_secrets;
    out += fmt::format("  {}: {}\n", argument.name, plain ? argument.secret->plain() : argument.word);
  }
  out += "What came of it?\n";
  for (std::size_t i = 0; i < act.outcomes.size(); ++i)
    out += fmt::format("  {} {}\n", i + 1, act.outcomes[i]);
  return out + fmt::format("Number or word, details as NAME=VALUE ({}), a note behind #: ",
                           fmt::join(details_of(act), ", "));
}

Reply ManualSubject::perform(const Operation& operation) {
  const auto& act = *scenario::vocabulary().find("subject", operation.name);
  const auto& person = surroundings_.person;
  if (!person) throw Trouble("there is nobody to ask", file_.path, "give --answers FILE, or a terminal");
  auto question = order(operation);
  while (true) {
    auto line = person->hear(question, file_.timeout);
    if (!line) return {"no-answer", {}, {}};
    auto reply = person_said(line->text, act.outcomes, details_of(act));
    std::vector<std::string> leaked;
    if (reply) {
      for (auto& [name, value] : reply->details) value = cleaned(value, surroundings_.secrets, leaked);
      return *std::move(reply);
    }
    if (!person->may_be_asked_again) throw Trouble(reply.error().what, line->where, reply.error().cure);
    question = to_string(reply.error()) + ": ";
  }
}

}  // namespace tameshi::subjects
