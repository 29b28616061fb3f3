// JSON Schemas (draft 2020-12) of the files that people write, for editors. Made from the vocabulary; the
// reader itself does not use them, since it can say more.
#pragma once

#include <string>

#include "conformance/scenario/vocabulary.hpp"

namespace tameshi::scenario {

std::string scenario_schema(const Vocabulary& vocabulary);
std::string subject_schema(const Vocabulary& vocabulary);

}  // namespace tameshi::scenario
