// Texts of subjects as the journal may have them.
#pragma once

#include "conformance/subjects/subject.hpp"

namespace tameshi::subjects {

// Secrets replaced by dots. Names of those that were found are added.
std::string cleaned(std::string text, const std::vector<NamedSecret>& secrets,
                    std::vector<std::string>& found);

// That these were seen, and where.
void tell_leaks(Journal& journal, const std::vector<std::string>& found, const std::string& in);

}  // namespace tameshi::subjects
