#include "base/scratch_folder.hpp"

#include <cstdlib>
#include <fstream>

#include "base/result.hpp"

namespace tameshi {

namespace fs = std::filesystem;

ScratchFolder::ScratchFolder() {
  auto pattern = (fs::temp_directory_path() / "tameshi-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) {
    throw Trouble("cannot make a folder for temporary files", pattern, "is the disk full, or TMPDIR wrong?");
  }
  path_ = pattern;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::string ScratchFolder::write(const std::string& name, std::string_view text) const {
  std::error_code ignored;  // the file's own tells what is wrong
  fs::create_directories((path_ / name).parent_path(), ignored);
  std::ofstream out(path_ / name, std::ios::binary);
  out << text;
  out.close();
  if (!out) throw Trouble("cannot be written", file(name), "is the disk full?");
  return file(name);
}

}  // namespace tameshi
