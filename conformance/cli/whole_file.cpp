#include "conformance/cli/whole_file.hpp"

#include <fstream>
#include <sstream>

#include "base/result.hpp"

namespace tameshi::cli {

Bytes read_whole_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  if (!in) throw Trouble("cannot be read, or is empty", path, "is the name right, and may you read it?");
  return bytes_of(text.str());
}

void write_whole_file(const std::string& path, ByteView bytes) {
  std::ofstream out(path, std::ios::binary);
  out << text_of(bytes);
  out.close();
  if (!out) throw Trouble("cannot write", path, "is the folder there and writable, and the disk not full?");
}

}  // namespace tameshi::cli
