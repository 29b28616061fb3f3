// A subject that is a device in somebody's hands: the person is told what to do, and says what came of it.
#pragma once

#include "conformance/subjects/subject.hpp"

namespace tameshi::subjects {

class ManualSubject final : public Subject {
 public:
  ManualSubject(const SubjectFile& file, Surroundings surroundings)
      : file_(file), surroundings_(std::move(surroundings)) {}

  Reply perform(const Operation& operation) override;
  std::string version() override { return {}; }

 private:
  [[nodiscard]] std::string order(const Operation& operation) const;

  const SubjectFile& file_;
  Surroundings surroundings_;
};

// What a person may answer: an outcome by its number or word, then details as NAME=VALUE, then a note behind
// a "#": "2 tries-left=1 # the screen flickered".
Result<Reply> person_said(const std::string& line, const std::vector<std::string>& outcomes,
                          const std::vector<std::string>& details);

}  // namespace tameshi::subjects
