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

// The same for one table of a page, which stands between "<!-- table: SOURCE -->" and "<!-- end of table
// -->".
inline void check_generated_table(const std::string& page, const std::string& source,
                                  const std::string& table) {
  const auto text = file_text(page);
  const auto mark = "<!-- table: " + source + " -->\n";
  const auto begin = text.find(mark);
  const auto end = text.find("<!-- end of table -->", begin);
  BOOST_REQUIRE_MESSAGE(begin != std::string::npos && end != std::string::npos,
                        page + " has no place for the table of " + source);
  check_generated(page, text.substr(0, begin + mark.size()) + "\n" + table + "\n" + text.substr(end), source);
}

}  // namespace tameshi::testing
