#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include "base/suggest.hpp"
#include "conformance/scenario/read_parts.hpp"

namespace tameshi::scenario {
namespace {

using yaml::Fields;
using yaml::Node;
using Expectations = std::vector<Expectation>;

void read_outcome(Fields& fields, const ActWord& act, Expectations& out) {
  const auto* node = fields.optional("outcome");
  if (node == nullptr) return;
  auto& problems = fields.problems();
  const auto check = [&](const Node& word) {
    auto text = yaml::scalar_text(word, "outcome", problems);
    if (word.kind != Node::Kind::scalar) return text;
    if (std::find(act.outcomes.begin(), act.outcomes.end(), text) == act.outcomes.end()) {
      problems.add(word.place, fmt::format("{} has no outcome \"{}\"", act.name, text),
                   suggestion(text, act.outcomes));
    }
    return text;
  };
  OutcomeIs question;
  if (node->kind == Node::Kind::list) {
    if (is_filled_list(*node, "\"outcome\"", problems)) {
      for (const auto& word : node->items) question.any_of.push_back(check(word));
    }
  } else {
    question.any_of.push_back(check(*node));
  }
  out.push_back({std::move(question), node->place});
}

void read_detail(Fields& fields, const DetailWord& word, Expectations& out) {
  const auto* node = fields.optional(word.name);
  if (node == nullptr) return;
  if (word.is_text || node->text == not_told) {
    out.push_back({DetailIs{word.name, fields.text(word.name)}, node->place});
    return;
  }
  const auto value = fields.integer(word.name, word.lowest, word.highest);
  out.push_back({DetailIs{word.name, std::to_string(value)}, node->place});
}

std::string read_command(Fields& fields, std::string_view key) {
  const auto* node = fields.required(key);
  if (node == nullptr) return {};
  const auto text = yaml::scalar_text(*node, key, fields.problems());
  if (node->kind != Node::Kind::scalar) return {};
  if (const auto command = card_command(vocabulary(), text)) return *command;
  fields.problems().add(node->place, fmt::format("\"{}\" is no command of the card", text),
                        suggestion(text, vocabulary().card_commands));
  return {};
}

// YAML elsewhere takes 6984 for a number and 6E00 for another; here the text is what counts.
std::string read_status(const Node& node, yaml::Problems& problems) {
  auto text = yaml::scalar_text(node, "answered", problems);
  if (node.kind != Node::Kind::scalar) return {};
  const auto is_hex = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  };
  if (text.size() != 4 || !std::all_of(text.begin(), text.end(), is_hex)) {
    problems.add(node.place, fmt::format("\"{}\" is no status word", text),
                 "write four hexadecimal digits, as 63C2");
  }
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c; });
  return text;
}

struct Times {
  long at_least = 1;
  std::optional<long> at_most;
};

// "3", "at least 3", "at most 3".
Times read_times(const Node& node, std::string_view what, std::string_view for_none,
                 yaml::Problems& problems) {
  constexpr long most = 100'000;
  std::string_view text = node.text;
  const auto take = [&](std::string_view words) {
    const bool there = text.starts_with(words);
    if (there) text.remove_prefix(words.size());
    return there;
  };
  const bool at_least = take("at least ");
  const bool at_most = !at_least && take("at most ");
  long count = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (node.kind != Node::Kind::scalar || error != std::errc{} || stop != text.data() + text.size() ||
      count < 1 || count > most) {
    problems.add(
        node.place,
        fmt::format("\"{}\" must be a whole number from 1, or \"at least 2\", or \"at most 2\"", what),
        fmt::format("for none at all write {}", for_none));
    return {};
  }
  return {at_most ? 0 : count, at_least ? std::nullopt : std::optional(count)};
}

// { never: VERIFY, after: 63C1 }: asked only of what came later.
std::string read_after(Fields& fields) {
  const auto* node = fields.optional("after");
  return node == nullptr ? std::string() : read_status(*node, fields.problems());
}

Question read_answered(Fields& fields, const Node& status) {
  CardAnswered question;
  question.status = read_status(status, fields.problems());
  question.operation = read_command(fields, "to");
  return question;
}

Question read_saw(Fields& fields) {
  CardSaw question;
  question.operation = read_command(fields, "saw");
  if (const auto* node = fields.optional("times")) {
    const auto times = read_times(*node, "times", "never: COMMAND", fields.problems());
    question.at_least = times.at_least;
    question.at_most = times.at_most;
  }
  question.after = read_after(fields);
  return question;
}

void read_card_question(const Node& node, yaml::Problems& problems, Expectations& out) {
  Fields fields(node, "a question to the card", problems);
  if (node.kind != Node::Kind::map) return;
  const auto* answered = fields.optional("answered");
  const bool saw = fields.optional("saw") != nullptr;
  const bool never = fields.optional("never") != nullptr;
  if ((answered != nullptr ? 1 : 0) + (saw ? 1 : 0) + (never ? 1 : 0) != 1) {
    problems.add(node.place, "a question to the card has one of \"answered\", \"saw\" and \"never\"",
                 "make a list of several questions");
    return;
  }
  if (answered != nullptr) out.push_back({read_answered(fields, *answered), node.place});
  if (saw) out.push_back({read_saw(fields), node.place});
  if (never) out.push_back({CardSaw{read_command(fields, "never"), 0, 0, read_after(fields)}, node.place});
  fields.finish();
}

void read_card(Fields& fields, Expectations& out) {
  const auto* node = fields.optional("card");
  if (node == nullptr) return;
  if (node->kind != Node::Kind::list) return read_card_question(*node, fields.problems(), out);
  if (!is_filled_list(*node, "\"card\"", fields.problems())) return;
  for (const auto& item : node->items) read_card_question(item, fields.problems(), out);
}

Question read_asked(const Node& node, const ServiceWord& service, const std::string& after,
                    yaml::Problems& problems) {
  if (node.kind == Node::Kind::scalar && node.text == "never") return ServiceAsked{service.name, 0, 0, after};
  const auto times = read_times(node, "asked", "asked: never", problems);
  return ServiceAsked{service.name, times.at_least, times.at_most, after};
}

// A lie of the service's own, or a fault on the wire.
Question read_lied(Fields& fields, const ServiceWord& service) {
  auto words = jlis::lies_of("wire").names();
  const auto& liars = jlis::lying_services();
  if (std::find(liars.begin(), liars.end(), service.name) != liars.end()) {
    const auto own = jlis::lies_of(service.name).names();
    words.insert(words.end(), own.begin(), own.end());
  }
  const auto* node = fields.optional("lied");
  auto lie = yaml::scalar_text(*node, "lied", fields.problems());
  if (node->kind == Node::Kind::scalar && std::find(words.begin(), words.end(), lie) == words.end()) {
    fields.problems().add(node->place, fmt::format("{} has no lie \"{}\"", service.name, lie),
                          nearest(lie, words).empty() ? "tameshi lies lists them" : suggestion(lie, words));
  }
  return ServiceLied{service.name, std::move(lie)};
}

void read_service_question(const Node& node, const ServiceWord& service, yaml::Problems& problems,
                           Expectations& out) {
  Fields fields(node, fmt::format("a question to {}", service.name), problems);
  if (node.kind != Node::Kind::map) return;
  const bool answered = fields.optional("answered") != nullptr;
  const auto* asked = fields.optional("asked");
  const bool lied = fields.optional("lied") != nullptr;
  if ((answered ? 1 : 0) + (asked != nullptr ? 1 : 0) + (lied ? 1 : 0) != 1) {
    problems.add(
        node.place,
        fmt::format("a question to {} has one of \"answered\", \"asked\" and \"lied\"", service.name),
        "make a list of several questions");
    return;
  }
  if (answered)
    out.push_back({ServiceAnswered{service.name, fields.one_of("answered", service.answers)}, node.place});
  if (asked != nullptr) {
    const bool later = fields.optional("after") != nullptr;
    const auto after = later ? fields.one_of("after", service.answers) : std::string();
    out.push_back({read_asked(*asked, service, after, problems), node.place});
  }
  if (lied) out.push_back({read_lied(fields, service), node.place});
  fields.finish();
}

void read_services(Fields& fields, Expectations& out) {
  for (const auto& service : vocabulary().services) {
    const auto* node = fields.optional(service.name);
    if (node == nullptr) continue;
    if (node->kind != Node::Kind::list) {
      read_service_question(*node, service, fields.problems(), out);
    } else if (is_filled_list(*node, fmt::format("\"{}\"", service.name), fields.problems())) {
      for (const auto& item : node->items) read_service_question(item, service, fields.problems(), out);
    }
  }
}

void read_secrets(Fields& fields, Expectations& out) {
  const auto* node = fields.optional("secrets");
  if (node == nullptr) return;
  fields.one_of("secrets", vocabulary().question("secrets")->words);
  out.push_back({SecretsNeverShown{}, node->place});
}

// "at most 5 s".
void read_took(Fields& fields, Expectations& out) {
  const auto* node = fields.optional("took");
  if (node == nullptr) return;
  constexpr std::string_view words = "at most ";
  const auto text = yaml::scalar_text(*node, "took", fields.problems());
  if (node->kind != Node::Kind::scalar) return;
  const auto longest = parse_duration(text.starts_with(words) ? text.substr(words.size()) : "");
  if (!longest) {
    fields.problems().add(node->place, fmt::format("\"{}\" is no bound", text), "write took: at most 5 s");
    return;
  }
  out.push_back({TookAtMost{*longest, text.substr(words.size())}, node->place});
}

}  // namespace

Expectations read_step_expectations(const Node& node, const ActWord& act, yaml::Problems& problems) {
  Fields fields(node, fmt::format("\"expect\" of {}", act.name), problems);
  Expectations out;
  if (!act.outcomes.empty()) read_outcome(fields, act, out);
  for (const auto& detail : act.details) read_detail(fields, *vocabulary().detail(detail), out);
  if (act.actor == "subject") read_took(fields, out);
  read_card(fields, out);
  read_services(fields, out);
  read_secrets(fields, out);
  fields.finish();
  return out;
}

Expectations read_run_expectations(const Node& node, yaml::Problems& problems) {
  Fields fields(node, "\"expect\" of the whole run", problems);
  Expectations out;
  read_card(fields, out);
  read_services(fields, out);
  read_secrets(fields, out);
  fields.finish();
  return out;
}

}  // namespace tameshi::scenario
