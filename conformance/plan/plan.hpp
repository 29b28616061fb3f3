// Scenario × subject gives a list of runs. What cannot run is there too, with its reason.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/journal.hpp"
#include "conformance/scenario/scenario.hpp"
#include "conformance/subjects/subject_file.hpp"

namespace tameshi::plan {

struct Run {
  const scenario::Scenario* scenario = nullptr;
  const subjects::SubjectFile* subject = nullptr;
  std::string skip_reason;  // empty: it runs
};

// Whether somebody is there to work a device by hand.
enum class Devices : std::uint8_t { worked, left_alone };

// In the order of the scenarios, then of the subjects. A subject that does not offer an operation of the
// scenario (or no way of it for the step's parameters) gives a skip that names the operation and the step.
std::vector<Run> plan(const std::vector<scenario::Scenario>& scenarios,
                      const std::vector<subjects::SubjectFile>& subjects, Devices devices = Devices::worked);

// The nth turn of a scenario with a sweep: the same, titled "… (card pulled at command 7)", with the card
// pulled there. The sweep is over after the first turn in whose journal nothing was pulled.
scenario::Scenario turn_of(const scenario::Scenario& scenario, long command);
bool is_swept(const std::vector<Event>& journal);
inline constexpr long most_turns = 1000;

// The way in which the subject does this operation with these parameters: the first that fits and needs
// nothing that the step does not give; nothing when it offers none.
const subjects::Way* way_for(const subjects::OfferedOperation& operation,
                             const std::vector<scenario::Parameter>& parameters);

}  // namespace tameshi::plan
