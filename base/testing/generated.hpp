// Files that are made from tables and kept in the tree. base/tools/check_generated.sh runs the tests of the
// suite "generated", and with --write has them made anew.
#pragma once

#include <filesystem>

#include "base/testing/cases.hpp"

namespace tameshi::testing {

// That the file, named from the root, holds this text, which is made from `source`.
inline void check_generated(const std::string& file, const std::string& text, const std::string& source) {
  const auto path = std::filesystem::path(TAMESHI_SOURCE_DIR) / file;
  const auto& suite = boost::unit_test::framework::master_test_suite();
  if (suite.argc > 1 && std::string_view(suite.argv[1]) == "write") {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
  }
  BOOST_CHECK_MESSAGE(file_text(path.string()) == text,
                      file + " is not what " + source + " gives; base/tools/check_generated.sh --write");
}

}  // namespace tameshi::testing
