// Events that are no APDU, each in its row's one wide cell.
#include <fmt/format.h>

#include "base/openssl.hpp"
#include "reports/event_line.hpp"
#include "reports/html_parts.hpp"

namespace tameshi::reports {
namespace {

Markup label(const Markup& word) {
  return element("span", {{"class", "label"}}, word) + text(" ");
}
Markup label(std::string_view Words::*word) {
  return label(say(word));
}

// Names and values, each value as the code it is.
Markup named(const std::vector<NamedText>& pairs) {
  Markup out;
  for (const auto& [name, value] : pairs) {
    out += text(" ") + element("span", {{"class", "pair"}}, text(name + " ") + element("code", value));
  }
  return out;
}

struct Inside {
  const Event& event;

  Markup operator()(const ApduExchange& apdu) const { return text(apdu.meaning); }

  Markup operator()(const CardEvent& card) const {
    auto out = label(&Words::card_event) + element("strong", card.change);
    if (!card.detail.empty()) out += text(" · " + card.detail);
    return out;
  }

  Markup operator()(const ActStarted& act) const {
    return label(text(to_string(event.actor))) + element("strong", act.act) + text(" ") + say(&Words::asked) +
           named(act.parameters);
  }

  Markup operator()(const ActEnded& act) const {
    return label(text(to_string(event.actor))) + text(act.act + " → ") + element("strong", act.outcome) +
           named(act.details);
  }

  Markup operator()(const ProcessRun& run) const {
    const bool quiet = run.output.empty() && run.errors.empty();
    const bool well = run.exit_code == 0 && run.signal == 0 && !run.timed_out;
    auto head = label(&Words::program) + element("code", {{"class", "shell"}}, command_line(run.command)) +
                text(" ") +
                element("span", {{"class", well ? "ending" : "ending not-ok"}},
                        in_both([&](const Words& words) { return ending_of(run, words); }));
    if (quiet) return head + text(" ") + element("span", {{"class", "quiet"}}, say(&Words::printed_nothing));
    return fold(false, "program", head,
                stream(&Words::standard_output, run.output) + stream(&Words::standard_error, run.errors));
  }

  Markup operator()(const Artefact& artefact) const {
    const auto digest = hex(openssl::sha256(artefact.contents));
    return label(&Words::artefact) + element("strong", artefact.name) +
           text(fmt::format(" · {} · ", artefact.kind)) + say(artefact.contents.size(), &Words::bytes) +
           text(" · SHA-256 ") + element("code", digest) + text(" ") +
           evidence_of(artefact.name, artefact.contents);
  }

  Markup operator()(const SecretSeen& seen) const {
    return label(&Words::secret_seen) + element("strong", seen.secret) + text(" ") + say(&Words::secret_in) +
           text(" " + seen.in);
  }

  Markup operator()(const HarnessTrouble& trouble) const {
    return label(&Words::trouble) + text(trouble.text);
  }

  Markup operator()(const FaultStruck& fault) const {
    auto out = label(&Words::fault) + element("strong", fault.fault) + text(" " + fault.where);
    if (!fault.detail.empty()) out += text(" · " + fault.detail);
    return out;
  }

  Markup operator()(const ServiceExchange& exchange) const { return text(answers_of(exchange)); }

  Markup operator()(const HttpExchange& exchange) const {
    const bool well = exchange.status >= 200 && exchange.status < 300;
    auto head = label(&Words::http) + element("code", {{"class", "shell"}}, exchange.request) + text(" ") +
                element("span", {{"class", well ? "ending" : "ending not-ok"}},
                        in_both([&](const Words& words) { return status_of(exchange, words); }));
    if (exchange.sent.empty() && exchange.received.empty()) return head;
    return fold(false, "program", head,
                stream(&Words::sent, exchange.sent) + stream(&Words::received, exchange.received));
  }

  static Markup stream(std::string_view Words::*name, const std::string& output) {
    return output.empty() ? Markup() : element("p", {{"class", "stream"}}, say(name)) + printed(output);
  }
};

}  // namespace

Markup happening(const Event& event) {
  return std::visit(Inside{event}, event.body);
}

}  // namespace tameshi::reports
