#include "reports/read_report.hpp"

#include <boost/test/unit_test.hpp>

#include "reports/report.hpp"
#include "reports/sample_report.hpp"

namespace tameshi::reports {

BOOST_AUTO_TEST_SUITE(reading_a_report)

BOOST_AUTO_TEST_CASE(what_was_written_is_written_again_byte_for_byte) {
  for (const auto& sample : testing::samples()) {
    const auto text = json(sample.report);
    const auto read = report_from_json(text, "report.json");
    BOOST_REQUIRE_MESSAGE(read.has_value(), sample.name << ": " << (read ? "" : to_string(read.error())));
    BOOST_TEST((json(*read) == text), sample.name << " came back otherwise");
    // Pages tell more of bytes that are not UTF-8 than report.json, which has U+FFFD for them.
    if (sample.name == "hostile") continue;
    for (const auto& format : formats())
      BOOST_TEST((format.text(*read) == format.text(sample.report)), sample.name << ": " << format.name);
  }
}

BOOST_AUTO_TEST_CASE(what_is_no_report_is_refused_with_a_reason) {
  const auto text = json(testing::samples().front().report);
  const auto changed = [&](std::string_view from, std::string_view to) {
    auto out = text;
    out.replace(out.find(from), from.size(), to);
    return out;
  };
  for (const auto& wrong :
       {std::string(), std::string("{}"), std::string("[1]"), text.substr(0, text.size() / 2),
        changed("\"tameshi-report\"", "\"other-report\""),
        changed("\"format-version\": 1", "\"format-version\": 2"),
        changed("\"verdict\": \"pass\"", "\"verdict\": \"passed\""), changed("\"runs\": [", "\"runs\": [7, "),
        changed("\"seed\": \"7\"", "\"seed\": 7"), changed("\"turn\": 0", "\"turn\": 1e300"),
        changed("\"turn\": 0", "\"turn\": 9223372036854775808"),
        changed("\"made-at\": \"2026", "\"made-at\": \"never"),
        changed("\"kind\": \"apdu\"", "\"kind\": \"rumour\"")}) {
    const auto read = report_from_json(wrong, "build/old/report.json");
    BOOST_REQUIRE_MESSAGE(!read.has_value(), wrong.substr(0, 200));
    BOOST_TEST(read.error().where == "build/old/report.json");
    BOOST_TEST(read.error().what.starts_with("this is no report: "));
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tameshi::reports
