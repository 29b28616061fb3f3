// Tables and parts: one file becomes several scenarios.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>

#include "base/testing/cases.hpp"
#include "conformance/scenario/scenario.hpp"

namespace tameshi::scenario {
namespace {

using Files = std::map<std::string, std::string>;

struct Read {
  std::vector<Scenario> rows;
  std::string said;
};

Read read_with(const std::string& text, const Files& files = {}) {
  yaml::Problems problems;
  const auto load = [&](const std::string& path) -> Result<std::string> {
    if (files.contains(path)) return files.at(path);
    return failure("not there", path, "look again");
  };
  Read out{read_all(text, "in/s.yaml", load, problems), {}};
  for (const auto& problem : problems.all()) out.said += to_string(problem) + "\n";
  return out;
}

std::string titles(const Read& read) {
  std::vector<std::string> out;
  for (const auto& row : read.rows) out.push_back(fmt::format("{} = {}", row.row, row.title));
  return fmt::format("{}", fmt::join(out, "; "));
}

std::string steps(const Read& read) {
  std::vector<std::string> out;
  for (const auto& step : read.rows.at(0).steps) out.push_back(title_of(step));
  return fmt::format("{}", fmt::join(out, "; "));
}

const Files lock{{"in/parts/lock.part.yaml", R"(part: Locks a PIN
needs: [key, times]
usual: { pin: wrong }
given: { clock: 2026-04-01, documents: { contract: x } }
steps:
  - { subject: verify-pin, with: { key: "${key}", pin: "${pin}" }, repeat: "${times}", expect: { outcome: wrong-pin } }
)"}};

BOOST_AUTO_TEST_SUITE(rows)

BOOST_AUTO_TEST_CASE(a_table_gives_every_combination_in_the_order_of_the_file) {
  const auto read = read_with(R"(title: "${holder}, ${try.pin}"
for-each:
  holder: [hanako, taro]
  try: [{ pin: wrong, comes: wrong-pin }, { pin: right, comes: done }]
given: { card: { of: "${holder}" } }
steps: [{ subject: verify-pin, with: { key: signature, pin: "${try.pin}" }, expect: { outcome: "${try.comes}" } }]
)");
  BOOST_TEST(read.said == "");
  BOOST_TEST(titles(read) ==
             "hanako,wrong = hanako, wrong; hanako,right = hanako, right; taro,wrong = taro, wrong; "
             "taro,right = taro, right");
  BOOST_TEST(read.rows.at(2).given.persona == "taro");
  BOOST_TEST(read.rows.at(2).id() == "in/s.yaml#taro,wrong");
  BOOST_TEST(title_of(read.rows.at(3).steps.at(0)) == "subject: verify-pin (key: signature, pin: right)");
}

BOOST_AUTO_TEST_CASE(a_row_of_a_suite_is_a_case_of_its_own) {
  const auto read = read_with(R"(title: "${how}, ${status}"
case: reader.pin.lock
rule: PIN-005
level: should
why: Both are called wrong.
for-each: { how: [a PIN, a password], status: ["6983"] }
steps: [{ card: remove }]
)");
  BOOST_TEST(read.said == "");
  const SuiteCase last{"reader.pin.lock.a-password.6983", "PIN-005", Level::should, "Both are called wrong."};
  BOOST_TEST(read.rows.at(0).suite_case->id == "reader.pin.lock.a-pin.6983");
  BOOST_TEST((read.rows.at(1).suite_case == last));
}

BOOST_AUTO_TEST_CASE(a_case_that_names_its_rows_itself_gets_nothing_behind) {
  const auto read = read_with(R"(title: t
case: "reader.${who.name}.pin"
rule: PIN-005
level: must
why: w
for-each: { who: [{ name: child, age: 3 }] }
steps: [{ card: remove }]
)");
  BOOST_TEST(read.said == "");
  BOOST_TEST(read.rows.at(0).suite_case->id == "reader.child.pin");
}

BOOST_AUTO_TEST_CASE(a_title_that_does_not_tell_rows_apart_is_helped) {
  const auto read = read_with(
      "title: t\nfor-each: { holder: [hanako, taro] }\n"
      "given: { card: { of: \"${holder}\" } }\nsteps: [{ card: remove }]\n");
  BOOST_TEST(titles(read) == "hanako = t (hanako); taro = t (taro)");
}

BOOST_AUTO_TEST_CASE(a_value_may_be_a_list_a_map_or_a_pin_in_quotes) {
  const auto read = read_with(R"(title: t
for-each:
  case:
    - { name: one, pin: "0000", faults: [{ fault: pulled, during: VERIFY }], outcomes: [no-card, refused] }
given: { faults: "${case.faults}" }
steps: [{ subject: verify-pin, with: { key: signature, pin: "${case.pin}" }, expect: { outcome: "${case.outcomes}" } }]
)");
  BOOST_TEST(read.said == "");
  BOOST_TEST(read.rows.at(0).given.faults.size() == 1U);
  BOOST_TEST(read.rows.at(0).steps.at(0).with.at(1).value == "0000");
}

BOOST_AUTO_TEST_CASE(two_dollars_are_the_characters_themselves) {
  const auto read = read_with("title: \"$${x} costs $5\"\nsteps: [{ card: remove }]\n");
  BOOST_TEST(read.said == "");
  BOOST_TEST(read.rows.at(0).title == "${x} costs $5");
}

BOOST_AUTO_TEST_CASE(a_part_brings_its_steps_and_its_world) {
  const auto read = read_with(R"(title: t
given: { use: parts/lock.part.yaml, with: { key: signature, times: 5 }, clock: 2026-05-05 }
steps:
  - { use: parts/lock.part.yaml, with: { key: authentication, times: 2 } }
  - { subject: sign, with: { key: signature, document: contract, pin: right } }
)",
                              lock);
  BOOST_TEST(read.said == "");
  BOOST_TEST(
      steps(read) ==
      "subject: verify-pin (key: authentication, pin: wrong); subject: verify-pin (key: authentication, "
      "pin: wrong); subject: sign (key: signature, document: contract, pin: right)");
  BOOST_TEST(to_string(*read.rows.at(0).given.clock) == "2026-05-05T00:00:00+09:00");
}

void check(const yaml::Node& item) {
  BOOST_TEST(read_with(testing::text_at(item, "text"), lock).said == testing::text_at(item, "says"));
}

CASES("rows_errors", "rows_errors.cases.yaml", check);

BOOST_AUTO_TEST_CASE(a_part_that_uses_itself_ends) {
  const Files self{{"in/a.part.yaml", "part: a\nsteps: [{ use: a.part.yaml }]\n"}};
  const auto read = read_with("title: t\nsteps: [{ use: a.part.yaml }]\n", self);
  BOOST_TEST(read.said == "in/a.part.yaml:2:16: 8 parts deep; does a part use itself?\n");
}

BOOST_AUTO_TEST_CASE(skips_and_known_failures_say_of_whom) {
  const auto read = read_with(R"(title: t
skip: [{ because: it has no PIN pad, subjects: [opensc] }]
fails: [{ because: not fixed yet, link: "https://example.org/1", subjects: nginx }]
steps: [{ card: remove }]
)");
  BOOST_TEST(read.said == "");
  BOOST_TEST(read.rows.at(0).skip.at(0).fits("opensc"));
  BOOST_TEST(!read.rows.at(0).skip.at(0).fits("nginx"));
  BOOST_TEST(read.rows.at(0).fails.at(0).link == "https://example.org/1");
  BOOST_TEST(
      read_with("title: t\nskip: later\nsteps: [{ card: remove }]\n").rows.at(0).skip.at(0).fits("any"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace tameshi::scenario
