// Who answers for a device: somebody at our terminal, or a file of answers.
#pragma once

#include <string>

#include "conformance/subjects/subject.hpp"

namespace tameshi::cli {

// `hear` is empty where there is no terminal.
subjects::Person person_at_terminal();

// One line for each question, as it would be typed; empty lines and those that begin with "#" are left out.
Result<subjects::Person> person_of_file(const std::string& path);

}  // namespace tameshi::cli
