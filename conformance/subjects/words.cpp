#include "conformance/subjects/words.hpp"

namespace tameshi::subjects {

std::string word_for(const std::vector<WordMap>& words, const Argument& argument) {
  for (const auto& map : words) {
    if (map.parameter != argument.name) continue;
    for (const auto& [ours, theirs] : map.words) {
      if (ours == argument.word) return theirs;
    }
  }
  return argument.word;
}

}  // namespace tameshi::subjects
