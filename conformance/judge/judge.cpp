#include "conformance/judge/judge.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "conformance/judge/ask.hpp"

namespace tameshi::judge {
namespace {

using scenario::Expectation;
using scenario::Scenario;
using scenario::Step;

Check ask(const scenario::Question& question, Events events) {
  struct Witness {
    Events events;
    Check operator()(const scenario::OutcomeIs& q) const { return ask_outcome(q, events); }
    Check operator()(const scenario::DetailIs& q) const { return ask_detail(q, events); }
    Check operator()(const scenario::CardAnswered& q) const { return ask_card(q, events); }
    Check operator()(const scenario::CardSaw& q) const { return ask_card(q, events); }
    Check operator()(const scenario::ServiceAnswered& q) const { return ask_service(q, events); }
    Check operator()(const scenario::ServiceAsked& q) const { return ask_service(q, events); }
    Check operator()(const scenario::ServiceLied& q) const { return ask_service(q, events); }
    Check operator()(const scenario::SecretsNeverShown&) const { return ask_secrets(events); }
    Check operator()(const scenario::TookAtMost& q) const { return ask_took(q, events); }
  };
  return std::visit(Witness{events}, question);
}

// What is asked of a step: what it says, and of the subject that it did what it was asked to, unless the step
// itself says what else should come of it.
std::vector<Expectation> expectations_of(const Step& step) {
  const bool says_outcome = std::any_of(step.expect.begin(), step.expect.end(), [](const Expectation& e) {
    return std::holds_alternative<scenario::OutcomeIs>(e.question);
  });
  auto out = step.expect;
  if ((step.actor == "subject" || step.actor == "resident") && !says_outcome) {
    out.insert(out.begin(), Expectation{scenario::OutcomeIs{{"done"}}, step.place});
  }
  return out;
}

std::vector<Event> events_of(int step, Events journal) {
  std::vector<Event> out;
  std::copy_if(journal.begin(), journal.end(), std::back_inserter(out),
               [&](const Event& event) { return event.step == step; });
  return out;
}

const HarnessTrouble* first_trouble(Events events) {
  for (const auto& event : events) {
    if (const auto* trouble = std::get_if<HarnessTrouble>(&event.body)) return trouble;
  }
  return nullptr;
}

bool has_begun(Events events) {
  return std::any_of(events.begin(), events.end(),
                     [](const Event& event) { return std::holds_alternative<ActStarted>(event.body); });
}

void put(const std::vector<Expectation>& expectations, Events events, StepResult& out) {
  for (const auto& expectation : expectations) {
    auto check = ask(expectation.question, events);
    check.place = expectation.place;
    out.verdict = worst(out.verdict, check.verdict);
    out.checks.push_back(std::move(check));
  }
}

// Each happens after the one before it: as many acts as began within the subject's own came to be.
void put_meanwhile(const Step& step, Events events, StepResult& out) {
  std::vector<std::size_t> begun;
  for (const auto& event : events) {
    if (std::holds_alternative<ActStarted>(event.body)) begun.push_back(event.number);
  }
  for (std::size_t i = 0; i < step.meanwhile.size(); ++i) {
    const auto& wish = step.meanwhile[i];
    Check check;
    check.question = "meanwhile: " + scenario::title_of(wish.act.front());
    check.expected = "once " + scenario::in_words(wish.when);
    const bool happened = begun.size() > i + 1;
    check.actual = happened ? "happened" : "never came to it";
    check.verdict = happened ? Verdict::pass : Verdict::fail;
    if (happened) check.events = {begun[i + 1]};
    check.place = wish.place;
    out.verdict = worst(out.verdict, check.verdict);
    out.checks.push_back(std::move(check));
  }
}

// The questions stay in the report, so that it shows what nobody got to ask.
void leave_unasked(const std::vector<Expectation>& expectations, Verdict verdict, std::string reason,
                   StepResult& out) {
  out.verdict = verdict;
  for (const auto& expectation : expectations) {
    auto check = unasked(expectation.question);
    const bool of_outcome = std::holds_alternative<scenario::OutcomeIs>(expectation.question);
    check.actual = (of_outcome ? "no outcome: " : "not asked: ") + reason;
    check.verdict = verdict;
    check.place = expectation.place;
    out.checks.push_back(std::move(check));
  }
  out.reason = std::move(reason);
}

StepResult judge_events(const Step& step, Events events) {
  StepResult out;
  out.number = step.number;
  out.title = scenario::title_of(step);
  out.place = step.place;
  const auto expectations = expectations_of(step);
  if (const auto* trouble = first_trouble(events)) {
    leave_unasked(expectations, Verdict::error, trouble->text, out);
  } else if (!has_begun(events)) {
    leave_unasked(expectations, Verdict::skip, "the step was not reached", out);
  } else if (last_ended(events).act == nullptr) {
    leave_unasked(expectations, Verdict::error, "the journal ends before the act does", out);
  } else {
    put(expectations, events, out);
    put_meanwhile(step, events, out);
  }
  return out;
}

// The journal by step, from one walk: scenarios may have thousands of steps.
std::vector<std::vector<Event>> by_step(const Scenario& scenario, Events journal) {
  std::vector<std::vector<Event>> out(scenario.steps.size() + 1);
  for (const auto& event : journal) {
    const auto step = static_cast<std::size_t>(std::max(event.step, 0));
    if (step < out.size()) out[step].push_back(event);
  }
  return out;
}

StepResult judge_whole(const Scenario& scenario, Events journal) {
  StepResult out;
  out.title = "whole run";
  out.place = scenario.expect.front().place;
  put(scenario.expect, journal, out);
  return out;
}

// Why a run is an error. When nothing failed and yet steps were left, nobody had a reason to stop: such a run
// shows nothing, and least of all a pass.
void say_why(RunResult& run, const HarnessTrouble* trouble) {
  const auto first = [&](Verdict verdict) {
    return std::find_if(run.steps.begin(), run.steps.end(),
                        [&](const StepResult& step) { return step.verdict == verdict; });
  };
  if (trouble != nullptr) {
    run.verdict = Verdict::error;
    run.reason = trouble->text;
  } else if (run.verdict == Verdict::error) {
    run.reason = first(Verdict::error)->reason;
  } else if (run.verdict == Verdict::skip) {
    run.verdict = Verdict::error;
    run.reason =
        fmt::format("the run ended before step {} though nothing had failed", first(Verdict::skip)->number);
  }
}

}  // namespace

bool came_true(const scenario::Question& question, Events events) {
  auto at_least = question;
  if (auto* saw = std::get_if<scenario::CardSaw>(&at_least)) saw->at_most.reset();
  if (auto* asked = std::get_if<scenario::ServiceAsked>(&at_least)) asked->at_most.reset();
  return ask(at_least, events).verdict == Verdict::pass;
}

StepResult judge_step(const Step& step, Events journal) {
  return judge_events(step, events_of(step.number, journal));
}

RunResult judge(const Scenario& scenario, Events journal) {
  RunResult out;
  out.scenario = scenario.id();
  out.title = scenario.title;
  out.story = scenario.story;
  out.tags = scenario.tags;
  out.suite_case = scenario.suite_case;
  out.cites = scenario.cites;
  out.journal.assign(journal.begin(), journal.end());
  const auto events = by_step(scenario, journal);
  for (std::size_t i = 0; i < scenario.steps.size(); ++i) {
    out.steps.push_back(judge_events(scenario.steps[i], events[i + 1]));
  }
  if (!scenario.expect.empty()) out.steps.push_back(judge_whole(scenario, journal));
  for (const auto& step : out.steps) out.verdict = worst(out.verdict, step.verdict);
  say_why(out, first_trouble(journal));
  return out;
}

}  // namespace tameshi::judge
