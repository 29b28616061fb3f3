// What a person or a machine reads is compared whole with reports/golden/, for each format and each verdict.
// `-- --write-goldens` behind the test program's name writes them anew.
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <string>

#include "base/testing/cases.hpp"
#include "reports/console.hpp"
#include "reports/report.hpp"
#include "reports/sample_report.hpp"

namespace tameshi::reports {
namespace {

const std::string golden_folder = TAMESHI_ROOM "/golden/";

bool is_regenerating() {
  const auto& suite = boost::unit_test::framework::master_test_suite();
  for (int i = 1; i < suite.argc; ++i) {
    if (std::string_view(suite.argv[i]) == "--write-goldens") return true;
  }
  return false;
}

std::size_t line_of_difference(std::string_view a, std::string_view b) {
  std::size_t line = 1;
  for (std::size_t i = 0; i < a.size() && i < b.size() && a[i] == b[i]; ++i) line += a[i] == '\n' ? 1 : 0;
  return line;
}

void compare(const std::string& name, const std::string& made) {
  const auto path = golden_folder + name;
  if (is_regenerating()) {
    std::ofstream(path, std::ios::binary) << made;
    BOOST_TEST_MESSAGE("written: " + path);
  }
  if (!std::filesystem::exists(path)) {
    BOOST_ERROR(name + " has no golden; make it by reports/regenerate_goldens.sh BUILD-FOLDER");
    return;
  }
  const auto golden = tameshi::testing::file_text(path);
  // Not BOOST_TEST: it would print both pages.
  if (made == golden) return;
  BOOST_ERROR(
      path + ":" + std::to_string(line_of_difference(made, golden)) +
      ": the report differs from here on. If it is meant to: reports/regenerate_goldens.sh BUILD-FOLDER, "
      "then look at the difference");
}

void check_sample(const testing::Sample& sample) {
  for (const auto& format : formats())
    compare(sample.name + "." + std::string(format.file), format.text(sample.report));
  compare(sample.name + ".github.txt", github(sample.report));
  compare(sample.name + ".console.txt", console(sample.report, {}));
  compare(sample.name + ".console-verbose.txt", console(sample.report, {.verbose = true}));
  compare(sample.name + ".console-colour.txt", console(sample.report, {.verbose = false, .colour = true}));
}

bool register_samples() {
  namespace ut = boost::unit_test;
  auto* suite = new ut::test_suite("golden", __FILE__, __LINE__);
  for (const auto& sample : testing::samples()) {
    suite->add(ut::make_test_case([sample] { check_sample(sample); }, sample.name, __FILE__, __LINE__));
  }
  ut::framework::master_test_suite().add(suite);
  return true;
}

[[maybe_unused]] const bool registered = register_samples();

}  // namespace
}  // namespace tameshi::reports
