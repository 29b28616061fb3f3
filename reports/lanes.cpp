#include "reports/lanes.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "reports/event_line.hpp"

namespace tameshi::reports {
namespace {

using std::chrono::milliseconds;

// A wait beyond this is the scenario's own ("a day later") and says nothing about the scale.
constexpr milliseconds longest_usual = std::chrono::minutes{10};
constexpr milliseconds longest_pause = std::chrono::seconds{1};  // within one read
constexpr int usual_rows = 1;                                    // that nine of ten usual waits fit into
constexpr int longest_rows = 6;                                  // beyond which a wait is cut

class Drawing {
 public:
  explicit Drawing(const RunResult& run) {
    const auto of_kind = [&](auto is_it) {
      return std::any_of(run.journal.begin(), run.journal.end(), is_it);
    };
    out_.with_app = of_kind([](const Event& e) { return std::holds_alternative<HttpExchange>(e.body); });
    const bool card = of_kind([](const Event& e) {
      return std::holds_alternative<ApduExchange>(e.body) || std::holds_alternative<CardEvent>(e.body);
    });
    // Who holds the card stands beside it.
    if (card && out_.with_app) out_.lanes.push_back({LaneKind::card, ""});
    out_.lanes.push_back({LaneKind::tester, ""});
    out_.lanes.push_back({LaneKind::subject, ""});
    if (card && !out_.with_app) out_.lanes.push_back({LaneKind::card, ""});
  }

  void add(const Event& event) {
    event_ = &event;
    std::visit(*this, event.body);
  }
  [[nodiscard]] Exchange done() { return std::move(out_); }

  void operator()(const ApduExchange& apdu) {
    const auto label = apdu.meaning.empty() ? apdu.operation : apdu.meaning;
    const bool well = apdu.status == "9000" || apdu.status.starts_with("61");
    if (repeats(apdu)) {
      auto& before = out_.arrows.back();
      before.label = apdu.operation;
      before.until = event_->time;
      ++before.count;
    } else {
      arrow(holder(), lane(LaneKind::card), label, apdu.status, well);
    }
    last_apdu_ = apdu.operation + apdu.status;
    last_number_ = event_->number;
  }
  void operator()(const CardEvent& card) { note(lane(LaneKind::card), card.change); }
  void operator()(const ActStarted& act) {
    actor_ = event_->actor;
    if (event_->actor != Actor::subject) return note(lane(LaneKind::tester), with(act.act, act.parameters));
    arrow(lane(LaneKind::tester), lane(LaneKind::subject), with(act.act, act.parameters), "", true);
  }
  void operator()(const ActEnded& act) {
    const auto outcome = with(act.outcome, act.details);
    if (event_->actor != Actor::subject) return note(lane(LaneKind::tester), act.act + " → " + outcome);
    arrow(lane(LaneKind::subject), lane(LaneKind::tester), outcome, "", true);
    out_.arrows.back().is_return = true;
  }
  void operator()(const ProcessRun& run) {
    const auto name = run.command.empty() ? std::string() : run.command.front();
    const bool well = run.exit_code == 0 && run.signal == 0 && !run.timed_out;
    const auto at = lane(event_->actor == Actor::subject ? LaneKind::subject : LaneKind::tester);
    note(at, fmt::format("{}: {}", name.substr(name.find_last_of('/') + 1), ending_of(run, english())), well);
  }
  void operator()(const Artefact& artefact) {
    note(lane(event_->actor == Actor::subject ? LaneKind::subject : LaneKind::tester), artefact.name);
  }
  void operator()(const SecretSeen& seen) {
    note(lane(LaneKind::subject), fmt::format("{}: {}", english().secret_seen, seen.secret), false);
  }
  void operator()(const HarnessTrouble& trouble) { note(lane(LaneKind::tester), trouble.text, false); }
  void operator()(const FaultStruck& fault) {
    note(event_->actor == Actor::card || event_->actor == Actor::reader ? lane(LaneKind::card)
                                                                        : lane(LaneKind::tester),
         fmt::format("{} {}", fault.fault, fault.where), false);
  }
  void operator()(const ServiceExchange& exchange) {
    const auto caller = lane(actor_ == Actor::examiner ? LaneKind::tester : LaneKind::subject);
    arrow(caller, lane(LaneKind::service, exchange.service), exchange.request, answers_in_short(exchange),
          exchange.lies.empty() && exchange.status < 400);
  }
  void operator()(const HttpExchange& exchange) {
    arrow(lane(LaneKind::tester), lane(LaneKind::subject), exchange.request, status_of(exchange, english()),
          exchange.status >= 200 && exchange.status < 400);
  }

 private:
  // "good", "good; lie: wrong-key": what the table says at length.
  static std::string answers_in_short(const ServiceExchange& exchange) {
    std::vector<std::string> words;
    for (const auto& one : exchange.answers) {
      if (std::find(words.begin(), words.end(), one.answer) == words.end()) words.push_back(one.answer);
    }
    if (words.empty()) words.push_back(fmt::format("HTTP {}", exchange.status));
    for (const auto& lie : exchange.lies) words.push_back(fmt::format("{} {}", english().lie, lie));
    return fmt::format("{}", fmt::join(words, ", "));
  }

  static std::string with(const std::string& head, const std::vector<NamedText>& named) {
    return named.empty() ? head : fmt::format("{} ({})", head, listed(named));
  }

  // The one before it was the same command with the same answer, so that a long read is one arrow.
  [[nodiscard]] bool repeats(const ApduExchange& apdu) const {
    return !out_.arrows.empty() && last_number_ + 1 == event_->number &&
           last_apdu_ == apdu.operation + apdu.status && apdu.operation == "READ BINARY" &&
           out_.arrows.back().step == event_->step &&
           event_->time - out_.arrows.back().until <= longest_pause;
  }

  std::size_t holder() {
    return lane(out_.with_app || actor_ == Actor::examiner ? LaneKind::tester : LaneKind::subject);
  }

  std::size_t lane(LaneKind kind, const std::string& service = "") {
    for (std::size_t i = 0; i < out_.lanes.size(); ++i) {
      if (out_.lanes[i].kind == kind && out_.lanes[i].service == service) return i;
    }
    out_.lanes.push_back({kind, service});
    return out_.lanes.size() - 1;
  }

  void arrow(std::size_t from, std::size_t to, std::string label, std::string answer, bool well) {
    out_.arrows.push_back({event_->number, 1, event_->time, event_->time, event_->step, from, to,
                           std::move(label), std::move(answer), well, false});
  }
  void note(std::size_t at, std::string label, bool well = true) {
    arrow(at, at, std::move(label), "", well);
  }

  Exchange out_;
  const Event* event_ = nullptr;
  Actor actor_ = Actor::subject;  // of the act in hand
  std::string last_apdu_;
  std::size_t last_number_ = 0;
};

}  // namespace

Exchange exchange_of(const RunResult& run) {
  Drawing drawing(run);
  for (const auto& event : run.journal) drawing.add(event);
  return drawing.done();
}

std::optional<milliseconds> time_of_row(const std::vector<Arrow>& arrows) {
  std::vector<milliseconds> waits;
  for (std::size_t i = 1; i < arrows.size(); ++i) {
    const auto wait = arrows[i].time - arrows[i - 1].until;
    if (wait > milliseconds{0} && wait <= longest_usual) waits.push_back(wait);
  }
  if (waits.empty()) return std::nullopt;
  std::sort(waits.begin(), waits.end());
  const auto nine_of_ten = waits[(waits.size() - 1) * 9 / 10];
  return std::max(milliseconds{1}, milliseconds{(nine_of_ten.count() + usual_rows - 1) / usual_rows});
}

Distance distance(const Arrow& before, const Arrow& after, std::optional<milliseconds> row) {
  const auto wait = std::chrono::duration_cast<milliseconds>(after.time - before.until);
  if (wait <= milliseconds{0} || (row && wait < *row)) return {Stretch::spread, wait, row_pixels};
  if (!row || wait > *row * longest_rows) return {Stretch::cut, wait, 2 * row_pixels};
  return {Stretch::scaled, wait, static_cast<int>(wait.count() * row_pixels / row->count())};
}

}  // namespace tameshi::reports
