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

BOOST_AUTO_TEST_CASE(progress_is_a_line_that_comes_and_goes_on_a_terminal) {
  std::ostringstream out;
  const FrozenClock clock{Instant{}};
  Progress progress(out, 60, true, clock);
  progress.starts("one");
  progress.passes_over();
  progress.starts("two\x1b[2J");
  progress.clears();
  BOOST_TEST(out.str() == "\r\x1b[K[1/60] one\r\x1b[K[3/60] two\\x1B[2J\r\x1b[K");
}

BOOST_AUTO_TEST_CASE(progress_tells_the_time_left_when_it_has_seen_enough) {
  const auto last_line = [](std::chrono::seconds each) {
    std::ostringstream out;
    FrozenClock clock{Instant{}};
    Progress progress(out, 100, true, clock);
    for (int i = 0; i < 10; ++i) progress.passes_over();
    for (int i = 0; i < 5; ++i) {
      progress.starts("earlier");
      clock.advance(each);
    }
    BOOST_TEST(out.str().find("left") == std::string::npos);
    progress.starts("now");
    return out.str().substr(out.str().rfind('['));
  };
  BOOST_TEST(last_line(std::chrono::seconds(1)) == "[16/100] about 85 s left · now");
  BOOST_TEST(last_line(std::chrono::seconds(10)) == "[16/100] about 14 min left · now");
  BOOST_TEST(last_line(std::chrono::seconds(120)) == "[16/100] about 3 h left · now");
}

BOOST_AUTO_TEST_CASE(progress_is_silent_elsewhere) {
  std::ostringstream out;
  const FrozenClock clock{Instant{}};
  Progress progress(out, 60, false, clock);
  for (int i = 0; i < 60; ++i) progress.starts("one");
  progress.clears();
  BOOST_TEST(out.str().empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tameshi::reports
