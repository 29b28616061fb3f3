#include "reports/spool.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <string>
#include <system_error>
#include <utility>

#include "reports/read_report.hpp"
#include "reports/report.hpp"
#include "reports/whole_file.hpp"

namespace tameshi::reports {
namespace {

constexpr std::string_view file_name = "unfinished.jsonl";

}  // namespace

Spool::Spool(const std::filesystem::path& folder, const Report& report) {
  make_folder(folder);
  path_ = folder / file_name;
  // A resumed run's earlier lines stay where they are until the new file has them too.
  WholeFile draft(path_);
  draft.write(head_line(report));
  for (const auto& run : report.runs) draft.write(run_line(run));
  draft.close();
  draft.publish();
  file_ = ::open(path_.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  if (file_ < 0) give_up("cannot keep what was played", path_, errno);
}

Spool::~Spool() {
  if (file_ >= 0) ::close(file_);
}

void Spool::add(const RunResult& run) {
  const auto line = run_line(run);
  const auto end = ::lseek(file_, 0, SEEK_END);
  const int error = write_to(file_, line);
  if (error == 0) return;
  // A file on a full disk can still be made shorter.
  [[maybe_unused]] const auto cut = ::ftruncate(file_, end);
  throw Trouble("cannot keep what was played: " + std::generic_category().message(error), path_.string(),
                "make room on that disk, then go on with: tameshi run --resume " +
                    shell_line({path_.parent_path().string()}));
}

void Spool::remove() {
  ::close(std::exchange(file_, -1));
  ::unlink(path_.c_str());
}

Result<std::optional<Report>> read_spool(const std::filesystem::path& folder) {
  const auto path = folder / file_name;
  std::ifstream in(path, std::ios::binary);
  std::string line;
  if (!in || !std::getline(in, line)) return std::nullopt;
  TRY(auto out, report_from_json(line, path.string()));
  while (std::getline(in, line)) {
    if (in.eof()) break;  // no line end: it was being written
    TRY(auto run, run_from_json(line, path.string()));
    if (out.made_at == Instant{} && run.began) out.made_at = *run.began;
    out.runs.push_back(std::move(run));
  }
  out.unfinished = true;
  return out;
}

}  // namespace tameshi::reports
