// What a verification was about and what J-LIS answered for it, for who keeps such things.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/http_client.hpp"
#include "fake-jlis/platform/submission.hpp"

namespace tameshi::jlis::platform {

// One question to J-LIS that was answered.
struct Overheard {
  std::string url;
  Bytes sent;
  int status = 0;
  Bytes answer;
};

struct Witnessed {
  const Submission& submission;
  const Trust& trust;
  Instant at{};
  Bytes certificate;  // the signer's; empty when the document shows none
  std::vector<Overheard> answers;
  std::optional<Refusal> refused;
};

// Called in the thread that verifies.
using Witness = std::function<void(const Witnessed&)>;

// The same, overheard by the Listening of the thread that fetches.
HttpFetch overheard(HttpFetch fetch);

// What this thread fetches while it lives. They do not nest.
class Listening {
 public:
  Listening();
  Listening(const Listening&) = delete;
  Listening& operator=(const Listening&) = delete;
  ~Listening();

  [[nodiscard]] const std::vector<Overheard>& answers() const { return answers_; }

 private:
  std::vector<Overheard> answers_;
};

}  // namespace tameshi::jlis::platform
