// What is different between two reports of the same kind of run.
#pragma once

#include <string>
#include <tuple>
#include <vector>

#include "base/verdict.hpp"

namespace tameshi::bundle {

// Something that the runs were made with: "tameshi", "seed", "version of opensc", "scenario
// scenarios/x.yaml".
struct ChangedInput {
  std::string what;
  std::string before;  // empty: it was not there
  std::string now;
};

// A case is a scenario, its turn, and a subject.
struct Case {
  std::string scenario;
  long turn = 0;
  std::string subject;
  std::string title;

  [[nodiscard]] auto key() const { return std::tie(scenario, turn, subject); }
};

struct ChangedVerdict {
  Case of;
  Verdict before = Verdict::pass;
  Verdict now = Verdict::pass;
  std::string
      why;  // what the later report says first about it; of one that passes now, what the earlier one said
};

struct Presence {
  Case of;
  Verdict verdict = Verdict::pass;
};

// The same verdict, and the subject said or the witnesses saw something else.
struct ChangedFacts {
  Case of;
  Verdict verdict = Verdict::pass;
  std::vector<std::string> before;  // "step 2: wrong-pin (tries-left 2)"; what the other does not have
  std::vector<std::string> now;
};

struct Difference {
  std::vector<ChangedInput> inputs;
  std::vector<ChangedVerdict> verdicts;
  std::vector<Presence> added;
  std::vector<Presence> gone;
  std::vector<ChangedFacts> facts;
  std::size_t same = 0;  // cases

  [[nodiscard]] bool empty() const {
    return inputs.empty() && verdicts.empty() && added.empty() && gone.empty() && facts.empty();
  }
};

Difference difference(const Report& before, const Report& now);

std::string in_words(const Difference& difference);
std::string difference_json(const Difference& difference);

}  // namespace tameshi::bundle
