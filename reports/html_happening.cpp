// Events that are no APDU, each in its row's one wide cell.
#include <fmt/format.h>

#include "base/openssl.hpp"
#include "reports/event_line.hpp"
#include "reports/html_parts.hpp"

namespace tameshi::reports {
namespace {

Markup label(std::string_view word) {
  return element("span", {{"class", "label"}}, word) + text(" ");
}

// Names and values, each value as the code it is.
Markup named(const std::vector<NamedText>& pairs) {
  Markup out;
  for (const auto& [name, value] : pairs) {
    out += text(" ") + element("span", {{"class", "pair"}}, text(name + " ") + element("code", value));
  }
  return out;
}

// What a browser saves it as: nothing of a name from outside but harmless characters.
std::string file_name(const Artefact& artefact) {
  std::string out;
  for (const char c : artefact.name) {
    const bool harmless =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    out += harmless ? c : '_';
  }
  // 30 opens a SEQUENCE: certificates and the like in DER.
  const bool der = !artefact.contents.empty() && artefact.contents.front() == 0x30;
  return out + (der ? ".der" : ".bin");
}

struct Inside {
  const Event& event;
  const Words& words;

  Markup operator()(const ApduExchange& apdu) const { return text(apdu.meaning); }

  Markup operator()(const CardEvent& card) const {
    auto out = label(words.card_event) + element("strong", card.change);
    if (!card.detail.empty()) out += text(" · " + card.detail);
    return out;
  }

  Markup operator()(const ActStarted& act) const {
    return label(to_string(event.actor)) + element("strong", act.act) +
           text(fmt::format(" {}", words.asked)) + named(act.parameters);
  }

  Markup operator()(const ActEnded& act) const {
    return label(to_string(event.actor)) + text(act.act + " → ") + element("strong", act.outcome) +
           named(act.details);
  }

  Markup operator()(const ProcessRun& run) const {
    const bool quiet = run.output.empty() && run.errors.empty();
    const bool well = run.exit_code == 0 && run.signal == 0 && !run.timed_out;
    auto head = label(words.program) + element("code", {{"class", "shell"}}, command_line(run.command)) +
                text(" ") +
                element("span", {{"class", well ? "ending" : "ending not-ok"}}, ending_of(run, words));
    if (quiet) return head + text(" ") + element("span", {{"class", "quiet"}}, words.printed_nothing);
    return fold(false, "program", head,
                stream(words.standard_output, run.output) + stream(words.standard_error, run.errors));
  }

  Markup operator()(const Artefact& artefact) const {
    const auto digest = hex(openssl::sha256(artefact.contents));
    const auto address = "data:application/octet-stream;base64," + base64(artefact.contents);
    return label(words.artefact) + element("strong", artefact.name) +
           text(fmt::format(" · {} · {} · SHA-256 ", artefact.kind,
                            counted(artefact.contents.size(), words.bytes))) +
           element("code", digest) + text(" ") +
           element("a", {{"href", address}, {"download", file_name(artefact)}}, words.download);
  }

  Markup operator()(const SecretSeen& seen) const {
    return label(words.secret_seen) + element("strong", seen.secret) +
           text(fmt::format(" {} {}", words.secret_in, seen.in));
  }

  Markup operator()(const HarnessTrouble& trouble) const { return label(words.trouble) + text(trouble.text); }

  Markup operator()(const FaultStruck& fault) const {
    auto out = label(words.fault) + element("strong", fault.fault) + text(" " + fault.where);
    if (!fault.detail.empty()) out += text(" · " + fault.detail);
    return out;
  }

  Markup operator()(const ServiceExchange& exchange) const { return text(answers_of(exchange)); }

  Markup operator()(const HttpExchange& exchange) const {
    const bool well = exchange.status >= 200 && exchange.status < 300;
    auto head = label(words.http) + element("code", {{"class", "shell"}}, exchange.request) + text(" ") +
                element("span", {{"class", well ? "ending" : "ending not-ok"}}, status_of(exchange, words));
    if (exchange.sent.empty() && exchange.received.empty()) return head;
    return fold(false, "program", head,
                stream(words.sent, exchange.sent) + stream(words.received, exchange.received));
  }

  [[nodiscard]] Markup stream(std::string_view name, const std::string& output) const {
    return output.empty() ? Markup() : element("p", {{"class", "stream"}}, name) + printed(output, words);
  }
};

}  // namespace

Markup happening(const Event& event, const Words& words) {
  return std::visit(Inside{event, words}, event.body);
}

}  // namespace tameshi::reports
