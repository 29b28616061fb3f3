// What has been played so far, kept on the disk run by run, so that a killed program or a full disk loses
// nothing: DIR/unfinished.jsonl, a line for the report without its runs, then one for each run.
#pragma once

#include <filesystem>
#include <optional>

#include "base/result.hpp"
#include "base/verdict.hpp"

namespace tameshi::reports {

class Spool {
 public:
  // Makes the folder when absent, and the file anew with what the report has already. Trouble, with path and
  // cure, when it cannot be written; that goes for add() too, after which the lines before are whole.
  Spool(const std::filesystem::path& folder, const Report& report);
  Spool(const Spool&) = delete;
  Spool& operator=(const Spool&) = delete;
  ~Spool();

  void add(const RunResult& run);
  // The report itself is on the disk now.
  void remove();

 private:
  std::filesystem::path path_;
  int file_ = -1;
};

// The report that was being made in this folder; nothing when none was. A line that was being written when
// the program died is passed over.
Result<std::optional<Report>> read_spool(const std::filesystem::path& folder);

}  // namespace tameshi::reports
