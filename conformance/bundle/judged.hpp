// What a run meant, made from the scenario, the subject file and the journal alone.
#pragma once

#include <optional>
#include <string>

#include "conformance/bundle/contents.hpp"
#include "conformance/scenario/scenario.hpp"
#include "conformance/subjects/subject_file.hpp"

namespace tameshi::bundle {

// The verdict, with the scenario's known failures and the subject's waivers applied, these as of the day the
// run began.
RunResult judged(const scenario::Scenario& scenario, const subjects::SubjectFile& subject,
                 const std::vector<Event>& journal, Instant began);

// Of another version of this program only the verdicts count, not the words around them.
enum class Judge : std::uint8_t { same_program, another_version };

// Every run of a record judged again. The Problem says which verdict is not what scenario and journal give,
// or why that could not be found out.
Result<void> check_verdicts(const Record& record, Judge judge);

}  // namespace tameshi::bundle
