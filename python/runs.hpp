// Scenarios played with subjects, from Python.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/verdict.hpp"
#include "conformance/scenario/scenario.hpp"
#include "python/distorted_card.hpp"
#include "python/python_subject.hpp"

namespace tameshi::python {

struct RunOrder {
  std::vector<scenario::Scenario> scenarios;
  std::vector<HeldSubject> subjects;
  std::vector<SourceFile> sources;
  std::uint64_t seed = 1;
  std::string key_directory;
  bool system_reader = false;
  std::vector<Distortion> distortions;  // of every card
};

// With the interpreter's lock in hand, which it lets go of while it plays. What Ctrl-C raises comes out of
// it.
std::shared_ptr<Report> run(const RunOrder& order);

}  // namespace tameshi::python
