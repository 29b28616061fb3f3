// Our own small reader as a subject: the reference for how a careful reader behaves, with no process between.
#pragma once

#include <map>
#include <string>

#include "conformance/subjects/subject.hpp"

namespace tameshi::subjects {

class InProcessSubject final : public Subject {
 public:
  explicit InProcessSubject(Surroundings surroundings) : surroundings_(std::move(surroundings)) {}

  Reply perform(const Operation& operation) override;
  std::string version() override { return TAMESHI_VERSION; }

 private:
  Surroundings surroundings_;
  std::map<std::string, Bytes>
      before_;  // the first certificate of each name: for the mutant that hands it out again
};

}  // namespace tameshi::subjects
