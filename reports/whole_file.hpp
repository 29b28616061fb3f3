// A file that is either there as a whole or not at all.
#pragma once

#include <filesystem>
#include <string_view>

namespace tameshi::reports {

// Makes the folder and those above it; Trouble when that cannot be.
void make_folder(const std::filesystem::path& folder);

// Written under a name of its own beside the final one; publish() renames it. Unpublished, it is taken away
// again.
class WholeFile {
 public:
  WholeFile(std::filesystem::path path, std::string_view contents);
  WholeFile(WholeFile&& other) noexcept;
  WholeFile(const WholeFile&) = delete;
  WholeFile& operator=(const WholeFile&) = delete;
  WholeFile& operator=(WholeFile&&) = delete;
  ~WholeFile();

  void publish();

 private:
  std::filesystem::path path_;
  std::filesystem::path draft_;  // empty once published or moved from
};

}  // namespace tameshi::reports
