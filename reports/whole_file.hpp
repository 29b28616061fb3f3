// A file that is either there as a whole or not at all.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace tameshi::reports {

// Makes the folder and those above it; Trouble when that cannot be.
void make_folder(const std::filesystem::path& folder);

// Writes all of it. Gives errno, or 0 when every byte was taken.
int write_to(int file, std::string_view contents);

// Trouble for this errno, with a cure.
[[noreturn]] void give_up(std::string what, const std::filesystem::path& path, int error);

// Written under a name of its own beside the final one, in pieces; after close() all of it is on the disk,
// and publish() renames it. Unpublished, it is taken away again. Each is Trouble when it cannot be.
class WholeFile {
 public:
  explicit WholeFile(std::filesystem::path path);
  WholeFile(WholeFile&& other) noexcept;
  WholeFile(const WholeFile&) = delete;
  WholeFile& operator=(const WholeFile&) = delete;
  WholeFile& operator=(WholeFile&&) = delete;
  ~WholeFile();

  void write(std::string_view piece);
  void close();
  void publish();

 private:
  std::filesystem::path path_;
  [[noreturn]] void fail(int error);

  std::filesystem::path draft_;  // empty once published or moved from
  int file_ = -1;
  std::string waiting_;  // not yet written: few large pieces are quicker than many small ones
};

}  // namespace tameshi::reports
