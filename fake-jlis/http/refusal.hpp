// The form in which everything that is not an answer comes: JSON {code, message, retryable}
// (facts/pki.md §4.5, OURS).
#pragma once

#include <string>

#include "fake-jlis/http/message.hpp"

namespace tameshi::jlis::http {

struct Refusal {
  unsigned status = 400;
  std::string code;     // "body-too-large": for programs
  std::string message;  // for people, with the cure
  bool retryable = false;

  bool operator==(const Refusal&) const = default;
};

Reply reply_of(const Refusal& refusal);

Refusal not_found(std::string_view path, std::string_view cure);

}  // namespace tameshi::jlis::http
