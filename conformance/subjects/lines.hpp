// What is said to a program that stays, and what it says: one JSON object a line. docs/subjects.md has the
// contract.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "conformance/scenario/vocabulary.hpp"
#include "conformance/subjects/subject.hpp"

namespace tameshi::subjects {

enum class Secrets { plain, dots };

// {"id":1,"operation":"sign","parameters":{"key":"01","pin":"1234"},"document":"<base64>"}, in the product's
// words.
std::string question_line(long id, const Operation& operation, const std::vector<WordMap>& words,
                          Secrets secrets);

struct LineAnswer {
  long id = 0;
  Reply reply;
};

// A whole answer in the operation's words, or what is wrong with it.
Result<LineAnswer> answer_in(const std::string& line, const scenario::ActWord& act);

}  // namespace tameshi::subjects
