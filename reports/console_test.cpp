#include "reports/console.hpp"

#include <boost/test/unit_test.hpp>
#include <sstream>

#include "reports/sample_report.hpp"

namespace tameshi::reports {

BOOST_AUTO_TEST_SUITE(console_output)

BOOST_AUTO_TEST_CASE(no_colour_codes_unless_asked_for_even_from_hostile_text) {
  for (const auto& sample : testing::samples()) {
    BOOST_TEST(console(sample.report, {}).find('\x1b') == std::string::npos);
    BOOST_TEST(console(sample.report, {.verbose = true}).find('\x1b') == std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(the_last_line_is_the_summary) {
  BOOST_TEST(console(testing::samples().back().report, {})
                 .ends_with("\n\n1 passed, 2 failed, 1 skipped, 1 waived, 1 error\n"));
}

BOOST_AUTO_TEST_CASE(a_failed_check_begins_with_its_place) {
  const auto text = console_run(testing::failed_run(), {});
  BOOST_TEST(text.find("\n    scenarios/pin-lockout.yaml:21:7: outcome\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(progress_counts_the_runs_on_a_terminal) {
  std::ostringstream out;
  Progress progress(out, 60, true);
  progress.starts("one");
  progress.starts("two\x1b[2J");
  BOOST_TEST(out.str() == "[1/60] one\n[2/60] two\\x1B[2J\n");
}

BOOST_AUTO_TEST_CASE(progress_is_silent_elsewhere) {
  std::ostringstream out;
  Progress progress(out, 60, false);
  progress.starts("one");
  BOOST_TEST(out.str().empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tameshi::reports
