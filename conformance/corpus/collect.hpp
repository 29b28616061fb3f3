// Takes verifications while cases are played, and keeps what can be shown as files.
#pragma once

#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "conformance/corpus/corpus.hpp"
#include "conformance/scenario/scenario.hpp"

namespace tameshi::corpus {

class Collector {
 public:
  // One case: everything that is witnessed until its end belongs to it.
  void begin(const scenario::Scenario& scenario);
  // From any thread.
  void take(const platform::Witnessed& seen);
  // What a case showed counts when it passed; else it is forgotten.
  void end(bool passed);

  // In the order of the cases.
  [[nodiscard]] const Corpus& corpus() const { return corpus_; }
  // Cases that did not pass.
  [[nodiscard]] const std::vector<std::string>& failed() const { return failed_; }

 private:
  std::vector<std::string> root_names(const platform::Trust& trust, jlis::Kind kind);
  void remember_policies(const platform::Trust& trust);

  Corpus corpus_;
  std::vector<std::string> failed_;
  std::set<Bytes> known_;  // digests of items
  std::mutex mutex_;
  const scenario::Scenario* scenario_ = nullptr;
  std::vector<Item> seen_;  // of the case that is played
  Bytes last_list_;         // that was good, in this case
};

}  // namespace tameshi::corpus
