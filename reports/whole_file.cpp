#include "reports/whole_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

#include "base/result.hpp"

namespace tameshi::reports {
namespace {

std::string cure_of(int error) {
  switch (error) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return "make room on that disk, or choose another folder for the reports";
    case EACCES:
    case EPERM:
    case EROFS:
      return "choose a folder for the reports that you may write to";
    case ENOTDIR:
    case EEXIST:
    case EISDIR:
      return "something of that name is in the way; choose another folder for the reports";
    default:
      return "choose another folder for the reports";
  }
}

}  // namespace

void give_up(std::string what, const std::filesystem::path& path, int error) {
  what += ": " + std::generic_category().message(error);
  throw Trouble(std::move(what), path.string(), cure_of(error));
}

int write_to(int file, std::string_view contents) {
  while (!contents.empty()) {
    const auto taken = ::write(file, contents.data(), contents.size());
    if (taken < 0 && errno == EINTR) continue;
    if (taken < 0) return errno;
    contents.remove_prefix(static_cast<std::size_t>(taken));
  }
  return 0;
}

void make_folder(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) give_up("cannot make the folder for the reports", folder, error.value());
  if (!std::filesystem::is_directory(folder, error)) {
    give_up("cannot make the folder for the reports", folder, ENOTDIR);
  }
}

WholeFile::WholeFile(std::filesystem::path path)
    : path_(std::move(path)), draft_(path_.string() + ".part-" + std::to_string(::getpid())) {
  file_ = ::open(draft_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file_ < 0) give_up("cannot write the report", path_, errno);
}

WholeFile::WholeFile(WholeFile&& other) noexcept
    : path_(std::move(other.path_)),
      draft_(std::exchange(other.draft_, {})),
      file_(std::exchange(other.file_, -1)),
      waiting_(std::exchange(other.waiting_, {})) {}

WholeFile::~WholeFile() {
  if (file_ >= 0) ::close(file_);
  if (!draft_.empty()) ::unlink(draft_.c_str());
}

void WholeFile::fail(int error) {
  give_up("cannot write the report", path_, error);
}

void WholeFile::write(std::string_view piece) {
  constexpr std::size_t enough = 1U << 20U;
  waiting_ += piece;
  if (waiting_.size() < enough) return;
  if (const int error = write_to(file_, waiting_); error != 0) fail(error);
  waiting_.clear();
}

void WholeFile::close() {
  int error = write_to(file_, waiting_);
  waiting_ = {};
  // A full disk behind a network shows only here.
  if (::close(std::exchange(file_, -1)) != 0 && error == 0) error = errno;
  if (error != 0) fail(error);
}

void WholeFile::publish() {
  if (::rename(draft_.c_str(), path_.c_str()) != 0) give_up("cannot write the report", path_, errno);
  draft_.clear();
}

}  // namespace tameshi::reports
