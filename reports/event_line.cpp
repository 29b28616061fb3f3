#include "reports/event_line.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "reports/text.hpp"

namespace tameshi::reports {
namespace {

bool needs_quotes(const std::string& word) {
  return word.empty() || word.find_first_of(" \t\n'\"\\$`|&;<>()*?[]{}~#!") != std::string::npos;
}

// As a POSIX shell reads it back.
std::string quoted(const std::string& word) {
  std::string out = "'";
  for (const char c : word) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out += c;
    }
  }
  return out + "'";
}

struct LineOf {
  const Words& words;

  std::string operator()(const ApduExchange& apdu) const {
    auto out = fmt::format("{} → {}", apdu.meaning.empty() ? apdu.operation : apdu.meaning, apdu.status);
    if (!apdu.because.empty()) out += fmt::format(": {}", apdu.because);
    if (!apdu.source.empty()) out += fmt::format(" ({})", apdu.source);
    return out;
  }
  std::string operator()(const CardEvent& card) const {
    const auto detail = card.detail.empty() ? "" : fmt::format(" ({})", card.detail);
    return fmt::format("{}: {}{}", words.card_event, card.change, detail);
  }
  std::string operator()(const ActStarted& act) const {
    return with(fmt::format("{} {}", act.act, words.asked), act.parameters);
  }
  std::string operator()(const ActEnded& act) const {
    return with(fmt::format("{} → {}", act.act, act.outcome), act.details);
  }
  std::string operator()(const ProcessRun& run) const {
    return fmt::format("{}: {}", command_line(run.command), ending_of(run, words));
  }
  std::string operator()(const Artefact& artefact) const {
    return fmt::format("{} {} \"{}\", {}", words.artefact, artefact.kind, artefact.name,
                       counted(artefact.contents.size(), words.bytes));
  }
  std::string operator()(const SecretSeen& seen) const {
    return fmt::format("{}: {} {} {}", words.secret_seen, seen.secret, words.secret_in, seen.in);
  }
  std::string operator()(const HarnessTrouble& trouble) const {
    return fmt::format("{}: {}", words.trouble, trouble.text);
  }
  std::string operator()(const FaultStruck& fault) const {
    const auto detail = fault.detail.empty() ? "" : fmt::format(" ({})", fault.detail);
    return fmt::format("{}: {} {}{}", words.fault, fault.fault, fault.where, detail);
  }

  std::string operator()(const ServiceExchange& exchange) const {
    auto out = fmt::format("{} → {}", exchange.request, answers_of(exchange));
    if (!exchange.because.empty()) out += fmt::format(": {}", exchange.because);
    if (!exchange.lies.empty()) out += fmt::format(" ({} {})", words.lie, fmt::join(exchange.lies, ", "));
    return out;
  }
  std::string operator()(const HttpExchange& exchange) const {
    return fmt::format("{} → {}", exchange.request, status_of(exchange, words));
  }

  static std::string with(std::string head, const std::vector<NamedText>& named) {
    return named.empty() ? head : fmt::format("{} ({})", head, listed(named));
  }
};

}  // namespace

std::string event_line(const Event& event, const Words& words) {
  return one_line(std::visit(LineOf{words}, event.body));
}

std::string ending_of(const ProcessRun& run, const Words& words) {
  if (run.timed_out) return std::string(words.timed_out);
  if (run.signal != 0) return fmt::format("{} {}", words.signal, run.signal);
  return fmt::format("{} {}", words.exit_code, run.exit_code);
}

std::string command_line(const std::vector<std::string>& command) {
  std::string out;
  for (const auto& word : command) {
    if (!out.empty()) out += ' ';
    out += needs_quotes(word) ? quoted(word) : word;
  }
  return out;
}

std::string listed(const std::vector<NamedText>& named) {
  std::string out;
  for (const auto& [name, value] : named) {
    if (!out.empty()) out += ", ";
    out += fmt::format("{} {}", name, value);
  }
  return out;
}

std::string answers_of(const ServiceExchange& exchange) {
  std::vector<std::string> out;
  out.reserve(exchange.answers.size());
  for (const auto& [about, answer, detail] : exchange.answers) {
    auto one = about.empty() ? answer : fmt::format("{} {}", about, answer);
    if (!detail.empty()) one += fmt::format(" ({})", detail);
    out.push_back(std::move(one));
  }
  return out.empty() ? fmt::format("HTTP {}", exchange.status) : fmt::format("{}", fmt::join(out, ", "));
}

std::string status_of(const HttpExchange& exchange, const Words& words) {
  return exchange.status == 0 ? std::string(words.no_answer) : std::to_string(exchange.status);
}

const Event* event_of(const RunResult& run, std::size_t number) {
  const auto found = std::find_if(run.journal.begin(), run.journal.end(),
                                  [&](const Event& event) { return event.number == number; });
  return found == run.journal.end() ? nullptr : &*found;
}

std::vector<std::string> counts_of(const std::vector<const Event*>& events, const Words& words) {
  std::vector<std::string> out;
  const auto add = [&](std::size_t number, const Counted& what) {
    if (number > 0) out.push_back(counted(number, what));
  };
  add(count_of<ApduExchange>(events), words.apdus);
  add(count_of<ProcessRun>(events), words.programs);
  add(count_of<HttpExchange>(events), words.https);
  add(count_of<ServiceExchange>(events), words.services);
  return out;
}

std::vector<const Event*> events_of_step(const RunResult& run, int step) {
  std::vector<const Event*> out;
  for (const auto& event : run.journal) {
    if (event.step == step) out.push_back(&event);
  }
  return out;
}

}  // namespace tameshi::reports
