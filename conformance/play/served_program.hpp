// A server under test that is started for a run, in a folder of its own, on a free port, beside the run's
// J-LIS.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/journal.hpp"
#include "base/running_process.hpp"
#include "base/scratch_folder.hpp"
#include "conformance/play/served_jlis.hpp"
#include "conformance/subjects/subject_file.hpp"

namespace tameshi::play {

class ServedProgram {
 public:
  // Listens when this returns. In its folder are the subject file's files, the trust anchors
  // (authentication-anchors.pem, signature-anchors.pem), a FAKE certificate for localhost with its key
  // (server.pem, server.key), and `clock`, the world's time for libfaketime. Trouble when it does not start
  // in time.
  ServedProgram(const subjects::SubjectFile& file, ServedJlis& jlis, Office& office, const Clock& clock,
                Journal& journal);
  ServedProgram(const ServedProgram&) = delete;
  ServedProgram& operator=(const ServedProgram&) = delete;
  // Ends it; what it printed goes into the journal.
  ~ServedProgram();

  // "localhost:41235", of HTTP with its scheme.
  [[nodiscard]] std::string address() const;
  [[nodiscard]] const std::string& root() const { return root_; }
  // The world's clock has moved, maybe, and the server has printed something.
  void before_step();

 private:
  void lay_out(const subjects::ServerProgram& program, Office& office);
  [[nodiscard]] std::string filled(std::string text) const;
  void start(const subjects::SubjectFile& file);
  bool comes_up(std::chrono::milliseconds timeout);
  void write(ProcessResult result);

  ServedJlis& jlis_;
  const Clock& clock_;
  Journal& journal_;
  std::string scheme_;
  ScratchFolder folder_;
  std::string root_;
  int port_ = 0;
  std::vector<std::string> command_;  // as the journal may have it
  std::optional<RunningProcess> process_;
};

}  // namespace tameshi::play
