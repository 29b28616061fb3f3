#include "fake-jlis/http/answer_counts.hpp"

#include <fmt/format.h>

namespace tameshi::jlis::http {

void AnswerCounts::note(const std::string& operation, const std::string& answer) {
  const std::lock_guard lock(mutex_);
  ++counts_[{operation, answer}];
}

std::string AnswerCounts::metrics() const {
  const std::lock_guard lock(mutex_);
  std::string out =
      "# HELP tameshi_four_info_answers_total Answers of the four-information service.\n"
      "# TYPE tameshi_four_info_answers_total counter\n";
  for (const auto& [row, count] : counts_) {
    out += fmt::format("tameshi_four_info_answers_total{{operation=\"{}\",answer=\"{}\"}} {}\n", row.first,
                       row.second, count);
  }
  return out;
}

}  // namespace tameshi::jlis::http
