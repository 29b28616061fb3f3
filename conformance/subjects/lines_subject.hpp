// A subject that is one program, started once in a run and spoken to by lines of JSON.
#pragma once

#include <optional>

#include "base/talking_process.hpp"
#include "conformance/subjects/subject.hpp"

namespace tameshi::subjects {

class LinesSubject final : public Subject {
 public:
  LinesSubject(const SubjectFile& file, Surroundings surroundings)
      : file_(file), surroundings_(std::move(surroundings)) {}

  Reply perform(const Operation& operation) override;
  std::string version() override { return version_of(file_); }
  [[nodiscard]] bool stays() const override { return process_.has_value(); }
  void leave() override;

 private:
  void start();
  Reply ask(const Operation& operation);
  Reply understood(const std::string& line, const Operation& operation);
  // The program goes; every later operation has this outcome too.
  Reply lose(Reply reply);
  void write(std::string sent, std::string received);

  const SubjectFile& file_;
  Surroundings surroundings_;
  std::optional<TalkingProcess> process_;
  std::optional<Reply> lost_;
  long id_ = 0;
};

}  // namespace tameshi::subjects
