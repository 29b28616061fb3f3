// A folder for a while: it goes with its owner, and all that is in it.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace tameshi {

class ScratchFolder {
 public:
  // In the folder for temporary files. Trouble when it cannot be made.
  ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  // The full name of a file in it, whether it is there or not; of the folder with a slash for "".
  [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }
  // Puts that into a file of it, in a folder of its own if the name says so; gives its full name. Trouble
  // when it cannot be written.
  std::string write(const std::string& name, std::string_view text) const;

 private:
  std::filesystem::path path_;
};

}  // namespace tameshi
