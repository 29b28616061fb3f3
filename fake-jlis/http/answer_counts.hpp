// How often which answer was given, for Prometheus.
#pragma once

#include <map>
#include <mutex>
#include <string>

namespace tameshi::jlis::http {

// Safe to use from several threads.
class AnswerCounts {
 public:
  void note(const std::string& operation, const std::string& answer);
  [[nodiscard]] std::string metrics() const;

 private:
  mutable std::mutex mutex_;
  std::map<std::pair<std::string, std::string>, std::uint64_t> counts_;
};

}  // namespace tameshi::jlis::http
