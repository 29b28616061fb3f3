// The product's words for ours.
#pragma once

#include "conformance/subjects/subject.hpp"

namespace tameshi::subjects {

// Ours where the product has no other.
std::string word_for(const std::vector<WordMap>& words, const Argument& argument);

}  // namespace tameshi::subjects
