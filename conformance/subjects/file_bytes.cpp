#include "conformance/subjects/file_bytes.hpp"

#include <fstream>
#include <sstream>

namespace tameshi::subjects {

Result<std::string> text_of_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  if (!in) return failure("cannot be read", path, "is it there, seen from where tameshi was started?");
  return text.str();
}

}  // namespace tameshi::subjects
