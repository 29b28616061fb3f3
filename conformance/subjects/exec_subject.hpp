// A subject that is a program: one process per operation, its exit code and words mapped to outcomes by the
// file.
#pragma once

#include "base/process.hpp"
#include "conformance/subjects/subject.hpp"

namespace tameshi::subjects {

class ExecSubject final : public Subject {
 public:
  ExecSubject(const SubjectFile& file, Surroundings surroundings)
      : file_(file), surroundings_(std::move(surroundings)) {}

  Reply perform(const Operation& operation) override;
  std::string version() override { return version_of(file_); }

 private:
  std::optional<Reply> use_card(const Way& way, const Operation& operation);
  [[nodiscard]] std::vector<NamedText> environment() const;

  const SubjectFile& file_;
  Surroundings surroundings_;
};

// The outcome by the first rule that matches: the way's own rules, then the file's common ones.
Reply understood(const SubjectFile& file, const Way& way, const ProcessResult& result);

}  // namespace tameshi::subjects
