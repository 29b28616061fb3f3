#include "base/talking_process.hpp"

#include <boost/test/unit_test.hpp>
#include <csignal>

namespace {

using namespace std::chrono_literals;
using tameshi::TalkingProcess;
using Heard = TalkingProcess::Heard;

TalkingProcess shell(const std::string& script) {
  auto out = TalkingProcess::start({.command = {"sh", "-c", script}});
  BOOST_REQUIRE(out.has_value());
  return *std::move(out);
}

BOOST_AUTO_TEST_SUITE(talking_process)

BOOST_AUTO_TEST_CASE(lines_go_in_and_come_out_one_by_one) {
  auto process = shell("while read line; do echo \"got $line\"; done; echo bye >&2");
  for (const auto* line : {"one", "two"}) {
    process.say(line);
    const auto answer = process.next_line(20s);
    BOOST_TEST((answer.heard == Heard::line));
    BOOST_TEST(answer.line == std::string("got ") + line);
  }
  const auto end = process.end();
  BOOST_TEST(end.exit_code == 0);
  BOOST_TEST(end.signal == 0);
  BOOST_TEST(end.errors == "bye\n");
}

BOOST_AUTO_TEST_CASE(who_says_nothing_is_not_waited_for_longer) {
  auto process = shell("read line; exec sleep 60");
  process.say("hello");
  BOOST_TEST((process.next_line(200ms).heard == Heard::nothing));
  BOOST_TEST(process.end().signal == SIGTERM);
}

BOOST_AUTO_TEST_CASE(who_dies_has_ended) {
  auto process = shell("read line; kill -SEGV $$");
  process.say("hello");
  BOOST_TEST((process.next_line(20s).heard == Heard::ended));
  process.say("are you there?");
  BOOST_TEST((process.next_line(20s).heard == Heard::ended));
  BOOST_TEST(process.end().signal == SIGSEGV);
}

BOOST_AUTO_TEST_CASE(what_was_said_before_the_end_is_heard) {
  auto process = shell("printf 'last\\nhalf a li'");
  BOOST_TEST(process.next_line(20s).line == "last");
  BOOST_TEST((process.next_line(20s).heard == Heard::ended));
  BOOST_TEST(process.end().output == "half a li");
}

BOOST_AUTO_TEST_CASE(a_hundred_megabytes_are_too_long_and_cost_one) {
  auto process = shell("head -c 104857600 /dev/zero");
  BOOST_TEST((process.next_line(60s).heard == Heard::too_long));
  const auto end = process.end();
  BOOST_TEST(end.output.size() < tameshi::process_output_limit + 100);
}

BOOST_AUTO_TEST_CASE(a_program_that_is_not_there_is_a_problem) {
  BOOST_TEST(!TalkingProcess::start({.command = {"no-such-program-anywhere"}}).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
