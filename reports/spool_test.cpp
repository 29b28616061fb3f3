#include "reports/spool.hpp"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>

#include "base/scratch_folder.hpp"
#include "base/testing/cases.hpp"
#include "reports/report.hpp"
#include "reports/sample_report.hpp"

namespace tameshi::reports {
namespace {

struct Kept {
  ScratchFolder folder;
  Report report = testing::with({testing::passed_run(), testing::failed_run()});

  // As a killed program leaves it.
  Kept() {
    auto first = report;
    first.runs.pop_back();
    Spool spool(folder.path(), first);
    spool.add(report.runs.back());
  }
  [[nodiscard]] std::filesystem::path file() const { return folder.path() / "unfinished.jsonl"; }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(spools)

BOOST_AUTO_TEST_CASE(what_was_played_comes_back) {
  Kept kept;
  const auto back = value_or_trouble(read_spool(kept.folder.path()));
  BOOST_REQUIRE(back.has_value());
  kept.report.unfinished = true;
  BOOST_TEST(json(*back) == json(kept.report));
}

BOOST_AUTO_TEST_CASE(half_a_line_is_passed_over) {
  const Kept kept;
  const auto whole = tameshi::testing::file_text(kept.file().string());
  std::ofstream(kept.file(), std::ios::binary) << whole.substr(0, whole.size() - 20);
  const auto back = value_or_trouble(read_spool(kept.folder.path()));
  BOOST_TEST(back->runs.size() == 1U);
}

BOOST_AUTO_TEST_CASE(what_was_changed_since_is_refused) {
  const Kept kept;
  auto text = tameshi::testing::file_text(kept.file().string());
  text.replace(text.rfind("\"verdict\""), 9, "\"verdicts");
  std::ofstream(kept.file(), std::ios::binary) << text;
  const auto back = read_spool(kept.folder.path());
  BOOST_REQUIRE(!back.has_value());
  BOOST_TEST(back.error().where == kept.file().string());
}

BOOST_AUTO_TEST_CASE(where_nothing_was_played_there_is_nothing) {
  const ScratchFolder folder;
  BOOST_TEST(!value_or_trouble(read_spool(folder.path())).has_value());
  Spool(folder.path(), testing::with({})).remove();
  BOOST_TEST(!value_or_trouble(read_spool(folder.path())).has_value());
  BOOST_TEST(std::filesystem::is_empty(folder.path()));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tameshi::reports
