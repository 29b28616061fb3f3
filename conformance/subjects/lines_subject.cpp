#include "conformance/subjects/lines_subject.hpp"

#include <fmt/format.h>

#include "conformance/subjects/cleaned.hpp"
#include "conformance/subjects/lines.hpp"

namespace tameshi::subjects {
namespace {

Reply with_reason(std::string outcome, std::string reason) {
  return {std::move(outcome), {{"reason", std::move(reason)}}, {}};
}

std::string ending_of(const ProcessResult& result) {
  if (result.signal != 0) return fmt::format("ended by signal {}", result.signal);
  return fmt::format("ended with exit code {}", result.exit_code);
}

}  // namespace

void LinesSubject::start() {
  ProcessRequest request;
  request.command = file_.command;
  request.in_child = surroundings_.enter_reader;
  process_.emplace(value_or_trouble(TalkingProcess::start(request)));
}

void LinesSubject::write(std::string sent, std::string received) {
  ProcessRun run;
  run.command = {file_.command.front(), std::move(sent)};
  std::vector<std::string> leaked;
  run.output = cleaned(std::move(received), surroundings_.secrets, leaked);
  surroundings_.journal->write(Actor::subject, std::move(run));
  tell_leaks(*surroundings_.journal, leaked, "output of " + file_.command.front());
}

Reply LinesSubject::lose(Reply reply) {
  lost_ = std::move(reply);
  leave();
  return *lost_;
}

Reply LinesSubject::understood(const std::string& line, const Operation& operation) {
  auto answer = answer_in(line, *scenario::vocabulary().find("subject", operation.name));
  std::vector<std::string> leaked;  // told of with the line
  if (!answer) return with_reason("unclear", cleaned(answer.error().what, surroundings_.secrets, leaked));
  if (answer->id == id_) return std::move(answer->reply);
  if (answer->id > 0 && answer->id < id_)
    return with_reason("unclear", fmt::format("it answered question {} a second time", answer->id));
  return with_reason("unclear", fmt::format("it answered question {}, which nobody asked", answer->id));
}

Reply LinesSubject::ask(const Operation& operation) {
  ++id_;
  process_->say(question_line(id_, operation, file_.words, Secrets::plain));
  auto [heard, line] = process_->next_line(file_.timeout);
  write(question_line(id_, operation, file_.words, Secrets::dots), line);
  switch (heard) {
    case TalkingProcess::Heard::line:
      break;
    case TalkingProcess::Heard::nothing:
      return lose({"no-answer", {}, {}});
    case TalkingProcess::Heard::too_long:
      return lose(with_reason("unclear", fmt::format("a line of more than {} bytes", process_output_limit)));
    case TalkingProcess::Heard::ended:
      return lose(with_reason("crashed", "it ended in place of an answer"));
  }
  // Who cannot be understood once may be out of step for good.
  auto reply = understood(line, operation);
  return reply.outcome == "unclear" ? lose(std::move(reply)) : reply;
}

Reply LinesSubject::perform(const Operation& operation) {
  if (lost_) return *lost_;
  if (!process_) start();
  return ask(operation);
}

// What it wrote beside its answers is known only now: when a line of errors comes is chance.
void LinesSubject::leave() {
  if (!process_) return;
  auto result = process_->end();
  process_.reset();
  if (lost_ && lost_->outcome == "crashed") lost_->details = {{"reason", ending_of(result)}};
  std::vector<std::string> leaked;
  ProcessRun run;
  run.command = file_.command;
  run.exit_code = result.exit_code;
  run.signal = result.signal;
  run.timed_out = lost_ && lost_->outcome == "no-answer";
  run.output = cleaned(std::move(result.output), surroundings_.secrets, leaked);
  run.errors = cleaned(std::move(result.errors), surroundings_.secrets, leaked);
  surroundings_.journal->write(Actor::subject, std::move(run));
  tell_leaks(*surroundings_.journal, leaked, "output or errors of " + file_.command.front());
}

}  // namespace tameshi::subjects
