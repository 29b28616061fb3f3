// A Python function as the thing under test.
#pragma once

#include <pybind11/pybind11.h>

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "conformance/subjects/subject.hpp"

namespace tameshi::python {

// A subject as Python has it: a file's, or a function's.
struct HeldSubject {
  subjects::SubjectFile file;
  pybind11::object function;  // None: the file says it all
};

// The card in the reader of a run, for the function and as long as it runs.
struct RunCard {
  iso7816::Card* card = nullptr;  // null: there is none, or not any more
  std::recursive_mutex mutex{};
};

// What the function is asked, and what it may use.
struct Asked {
  subjects::Operation operation;
  std::string holder;
  std::string jlis;  // where this run's J-LIS listens; empty: there is none
  std::vector<NamedText> anchors;
  Instant now{};
};

// What it tells.
struct Told {
  subjects::Reply reply;
};

class PythonSubject final : public subjects::Subject {
 public:
  PythonSubject(const HeldSubject& subject, subjects::Surroundings surroundings)
      : subject_(subject), surroundings_(std::move(surroundings)) {}

  subjects::Reply perform(const subjects::Operation& operation) override;
  std::string version() override { return {}; }

 private:
  [[nodiscard]] Asked asked(const subjects::Operation& operation) const;
  subjects::Reply called(const Asked& what, const std::shared_ptr<RunCard>& card);
  subjects::Reply crashed(pybind11::error_already_set& thrown);
  std::string cleaned(std::string text, const std::string& in);

  const HeldSubject& subject_;
  subjects::Surroundings surroundings_;
};

}  // namespace tameshi::python
