// What happened, as a table: a row per event in the journal's order, so that a card pulled out stands between
// the two commands where it happened.
#include <fmt/format.h>

#include <algorithm>

#include "base/clock.hpp"
#include "reports/event_line.hpp"
#include "reports/html_parts.hpp"

namespace tameshi::reports {
namespace {

struct Row {
  const Event& event;
  std::string_view case_id;
  bool is_evidence;
  bool new_day;
};

// "2026-04-01T09:00:00.250+09:00" is shown as "09:00:00.250", with the date where it changes.
Markup time_of(const Row& row) {
  const auto whole = to_string(row.event.time);
  const auto day = whole.substr(0, 10);
  const auto clock = whole.substr(11, whole.size() - 11 - 6);
  const auto date = row.new_day ? element("span", {{"class", "day"}}, day + " ") : Markup();
  return element("time", {{"datetime", whole}}, date + text(clock));
}

Markup number_of(const Row& row) {
  const auto mark =
      row.is_evidence ? element("span", {{"class", "unseen"}}, say(&Words::evidence_mark)) : Markup();
  return element("th", {{"scope", "row"}}, text(std::to_string(row.event.number)) + mark);
}

bool is_ok(std::string_view status) {
  return status == "9000" || status.starts_with("61");
}

Markup answer_of(const ApduExchange& apdu) {
  auto out = element("span", {{"class", is_ok(apdu.status) ? "sw" : "sw not-ok"}}, apdu.status) + text(" ");
  if (!apdu.response.empty()) return out + hex_text(apdu.response);
  return out + element("span", {{"class", "quiet"}}, say(&Words::no_data));
}

Markup reason_of(const ApduExchange& apdu) {
  auto out = text(apdu.because);
  if (!apdu.source.empty()) out += element("span", {{"class", "source"}}, apdu.source);
  return out;
}

Markup cells(const ApduExchange& apdu) {
  const auto meaning =
      element("span", {{"class", "meaning"}}, apdu.meaning.empty() ? apdu.operation : apdu.meaning);
  return block("td", {{"class", "command"}}, meaning + hex_text(apdu.command)) +
         block("td", {{"class", "answer"}}, answer_of(apdu)) +
         block("td", {{"class", "because"}}, reason_of(apdu));
}

Markup answer_of(const ServiceExchange& exchange) {
  const bool well = exchange.lies.empty() && exchange.status < 400;
  return element("span", {{"class", well ? "meaning" : "meaning not-ok"}}, answers_of(exchange));
}

Markup reason_of(const ServiceExchange& exchange) {
  auto out = text(exchange.because);
  for (const auto& lie : exchange.lies)
    out += element("span", {{"class", "source not-ok"}}, say(&Words::lie) + text(" " + lie));
  return out;
}

Markup cells(const ServiceExchange& exchange) {
  return block("td", {{"class", "command"}},
               element("span", {{"class", "meaning"}}, exchange.service) +
                   element("code", {{"class", "shell"}}, exchange.request)) +
         block("td", {{"class", "answer"}}, answer_of(exchange)) +
         block("td", {{"class", "because"}}, reason_of(exchange));
}

// The body that went one way, to look at and to keep.
Markup carried(const ServiceExchange& exchange, std::string_view Words::*way, const Bytes& body) {
  if (body.empty()) return {};
  const auto name = fmt::format("{}-{}", exchange.service, way == &Words::request ? "request" : "response");
  return block("div", element("span", {{"class", "label"}}, say(way)) + text(" ") +
                          say(body.size(), &Words::bytes) + text(" ") + evidence_of(name, body));
}

// A row of its own below the exchange, since what is taken apart is wide.
Markup bodies_of(const Event& event) {
  const auto* exchange = std::get_if<ServiceExchange>(&event.body);
  if (exchange == nullptr) return {};
  const auto both = carried(*exchange, &Words::request, exchange->sent) +
                    carried(*exchange, &Words::reply, exchange->received);
  if (both.empty()) return {};
  return block("tr", {{"class", "carried"}},
               element("td", {{"colspan", "2"}}, Markup()) +
                   block("td", {{"colspan", "3"}}, element("div", {{"class", "both-ways"}}, both)));
}

std::string_view class_of(const Body& body) {
  if (std::holds_alternative<ApduExchange>(body)) return "apdu";
  if (std::holds_alternative<ServiceExchange>(body)) return "apdu";
  if (std::holds_alternative<CardEvent>(body)) return "card-event";
  if (std::holds_alternative<FaultStruck>(body)) return "card-event";
  if (std::holds_alternative<SecretSeen>(body)) return "secret";
  if (std::holds_alternative<HarnessTrouble>(body)) return "trouble";
  return "other";
}

Markup cells_of(const Event& event) {
  if (const auto* apdu = std::get_if<ApduExchange>(&event.body)) return cells(*apdu);
  if (const auto* exchange = std::get_if<ServiceExchange>(&event.body)) return cells(*exchange);
  return block("td", {{"colspan", "3"}}, happening(event));
}

Markup form(const Row& row) {
  const auto name = fmt::format("{}{}", class_of(row.event.body), row.is_evidence ? " evidence" : "");
  const auto rest = cells_of(row.event);
  return block("tr", {{"id", event_anchor(row.case_id, row.event.number)}, {"class", name}},
               number_of(row) + element("td", {{"class", "time"}}, time_of(row)) + rest) +
         bodies_of(row.event);
}

bool same_day(const Event& a, const Event& b) {
  return in_japan(a.time).date == in_japan(b.time).date;
}

std::string caption_of(const std::vector<const Event*>& events, const Words& words) {
  auto out = std::string(words.timeline);
  for (const auto& count : counts_of(events, words)) out += " · " + count;
  return out;
}

}  // namespace

Markup timeline(const std::vector<const Event*>& events, const std::vector<std::size_t>& evidence,
                std::string_view case_id) {
  if (events.empty()) return {};
  Markup rows;
  const Event* before = nullptr;
  for (const auto* event : events) {
    const bool counts = std::find(evidence.begin(), evidence.end(), event->number) != evidence.end();
    rows += form({*event, case_id, counts, before == nullptr || !same_day(*before, *event)});
    before = event;
  }
  const auto caption =
      element("caption", in_both([&](const Words& words) { return caption_of(events, words); }));
  const auto head =
      column_heads({&Words::number, &Words::time, &Words::command, &Words::answer, &Words::because});
  return block("table", {{"class", "timeline"}}, caption + head + block("tbody", rows));
}

}  // namespace tameshi::reports
