#include "base/process.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <boost/test/unit_test.hpp>
#include <cerrno>
#include <csignal>
#include <cstdlib>

#include "base/pidfd.hpp"

namespace {

using namespace std::chrono_literals;
using tameshi::ProcessRequest;
using tameshi::ProcessResult;

ProcessRequest shell(const std::string& script, std::chrono::milliseconds timeout = 20s) {
  ProcessRequest out;
  out.command = {"sh", "-c", script};
  out.timeout = timeout;
  return out;
}

ProcessResult ran(const ProcessRequest& request) {
  auto result = tameshi::run(request);
  BOOST_REQUIRE_MESSAGE(result.has_value(), (result ? "" : to_string(result.error())));
  return *std::move(result);
}

std::ptrdiff_t open_descriptors() {
  auto* folder = ::opendir("/proc/self/fd");
  std::ptrdiff_t count = 0;
  while (::readdir(folder) != nullptr) ++count;
  ::closedir(folder);
  return count;
}

bool has_children() {
  siginfo_t info{};
  return ::waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0 || errno != ECHILD;
}

// True when the process has ended, or does so soon; a zombie has ended.
bool ends(pid_t pid) {
  const auto process = tameshi::open_pidfd(pid);
  if (!process) return errno == ESRCH;
  pollfd watched{process.get(), POLLIN, 0};
  return ::poll(&watched, 1, 10000) == 1;
}

BOOST_AUTO_TEST_SUITE(process)

BOOST_AUTO_TEST_CASE(streams_and_exit_code_come_back) {
  auto request = shell("cat; echo to-errors >&2; exit 7");
  request.input = "to-output";
  const auto result = ran(request);
  BOOST_TEST(result.output == "to-output");
  BOOST_TEST(result.errors == "to-errors\n");
  BOOST_TEST(result.exit_code == 7);
  BOOST_TEST(result.signal == 0);
  BOOST_TEST(!result.timed_out);
}

BOOST_AUTO_TEST_CASE(a_signal_that_ends_it_is_named) {
  const auto result = ran(shell("kill -SEGV $$"));
  BOOST_TEST(result.signal == SIGSEGV);
  BOOST_TEST(!result.timed_out);
}

BOOST_AUTO_TEST_CASE(large_streams_both_ways_do_not_block_each_other) {
  auto request = shell("cat; head -c 900000 /dev/zero >&2");
  request.input.assign(1000000, 'x');
  const auto result = ran(request);
  BOOST_TEST(result.output.size() == 1000000U);
  BOOST_TEST(result.errors.size() == 900000U);
}

BOOST_AUTO_TEST_CASE(output_beyond_the_limit_is_drained_and_noted) {
  const auto result = ran(shell("head -c 3000000 /dev/zero; echo done >&2"));
  BOOST_TEST(result.errors == "done\n");
  BOOST_TEST(result.output.substr(tameshi::process_output_limit) == "\n[1951424 more bytes were dropped]\n");
}

BOOST_AUTO_TEST_CASE(input_that_nobody_reads_is_no_error) {
  auto request = shell("exec <&-; exit 3");
  request.input.assign(1000000, 'x');
  BOOST_TEST(ran(request).exit_code == 3);
}

BOOST_AUTO_TEST_CASE(time_up_ends_it_gently_first) {
  const auto result =
      ran(shell("trap 'echo leaving; exit 0' TERM; while :; do read line < /dev/zero & wait; done", 200ms));
  BOOST_TEST(result.timed_out);
  BOOST_TEST(result.output == "leaving\n");
}

BOOST_AUTO_TEST_CASE(time_up_ends_the_stubborn_by_force) {
  const auto result = ran(shell("trap '' TERM; while :; do tail -f /dev/null; done", 100ms));
  BOOST_TEST(result.timed_out);
  BOOST_TEST(result.signal == SIGKILL);
}

BOOST_AUTO_TEST_CASE(the_whole_group_ends_with_it) {
  const auto result = ran(shell("tail -f /dev/null & echo $!; exit 4"));
  BOOST_TEST(result.exit_code == 4);
  BOOST_TEST(ends(std::stoi(result.output)));
}

BOOST_AUTO_TEST_CASE(who_holds_no_stream_ends_with_the_group_too) {
  const auto result = ran(shell("tail -f /dev/null >/dev/null 2>&1 & echo $!; exit 4"));
  BOOST_TEST(result.exit_code == 4);
  BOOST_TEST(ends(std::stoi(result.output)));
}

BOOST_AUTO_TEST_CASE(no_descriptor_of_ours_reaches_the_program) {
  // One that does not close on exec by itself.
  const tameshi::OwnedFd careless(::fcntl(0, F_DUPFD, 200));
  const auto result = ran(shell("for fd in /proc/$$/fd/*; do echo ${fd##*/}; done"));
  BOOST_TEST(result.output.starts_with("0\n1\n"));
  BOOST_TEST(result.output.find(std::to_string(careless.get())) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(nothing_is_left_behind) {
  const auto before = open_descriptors();
  for (int i = 0; i < 20; ++i) ran(shell("exit 0"));
  BOOST_TEST(!tameshi::run({.command = {"no-such-program-anywhere"}}).has_value());
  BOOST_TEST(open_descriptors() == before);
  BOOST_TEST(!has_children());
}

BOOST_AUTO_TEST_CASE(folder_and_environment_are_as_asked) {
  ::setenv("TAMESHI_TEST_KEPT", "kept", 1);
  ::setenv("TAMESHI_TEST_REPLACED", "old", 1);
  auto request = shell("pwd; echo $TAMESHI_TEST_KEPT $TAMESHI_TEST_REPLACED $TAMESHI_TEST_NEW");
  request.directory = "/usr";
  request.environment = {{"TAMESHI_TEST_REPLACED", "replaced"}, {"TAMESHI_TEST_NEW", "new"}};
  BOOST_TEST(ran(request).output == "/usr\nkept replaced new\n");
}

BOOST_AUTO_TEST_CASE(signals_are_as_a_program_expects_them) {
  ::signal(SIGPIPE, SIG_IGN);
  const auto result = ran(shell("grep SigIgn /proc/self/status"));
  ::signal(SIGPIPE, SIG_DFL);
  // The C library keeps signals 32 and 33 to itself; what our own parent did with them nobody can undo.
  constexpr unsigned long kept_by_the_library = 0x180000000UL;
  const auto ignored = std::stoul(result.output.substr(result.output.find('\t') + 1), nullptr, 16);
  BOOST_TEST((ignored & ~kept_by_the_library) == 0U);
}

BOOST_AUTO_TEST_CASE(a_missing_program_is_named_with_a_cure) {
  const auto result = tameshi::run({.command = {"no-such-program-anywhere", "--help"}});
  BOOST_REQUIRE(!result.has_value());
  BOOST_TEST(
      to_string(result.error()) ==
      "cannot start \"no-such-program-anywhere\": No such file or directory; install it, or check PATH");
}

BOOST_AUTO_TEST_CASE(a_missing_path_is_named_with_a_cure) {
  const auto result = tameshi::run({.command = {"/nowhere/program"}});
  BOOST_REQUIRE(!result.has_value());
  BOOST_TEST(to_string(result.error()) ==
             "cannot start \"/nowhere/program\": No such file or directory; check the path");
}

BOOST_AUTO_TEST_CASE(a_file_that_is_no_program_is_named_with_a_cure) {
  const auto result = tameshi::run({.command = {"/etc/passwd"}});
  BOOST_REQUIRE(!result.has_value());
  BOOST_TEST(to_string(result.error()) ==
             "cannot start \"/etc/passwd\": Permission denied; make the file executable, or check the path");
}

BOOST_AUTO_TEST_CASE(a_missing_folder_is_named_with_a_cure) {
  auto request = shell("exit 0");
  request.directory = "/nowhere";
  const auto result = tameshi::run(request);
  BOOST_REQUIRE(!result.has_value());
  BOOST_TEST(to_string(result.error()) ==
             "cannot start \"sh\" in the folder \"/nowhere\": No such file or directory; check the folder");
}

BOOST_AUTO_TEST_CASE(an_empty_command_is_a_problem) {
  BOOST_TEST(!tameshi::run({}).has_value());
}

BOOST_AUTO_TEST_CASE(what_in_child_throws_is_the_problem) {
  auto request = shell("exit 0");
  request.in_child = [] { throw tameshi::Trouble("cannot enter", "the room", "open the door"); };
  const auto result = tameshi::run(request);
  BOOST_REQUIRE(!result.has_value());
  BOOST_TEST(to_string(result.error()) == "cannot start \"sh\": the room: cannot enter; open the door");
}

BOOST_AUTO_TEST_CASE(in_child_runs_in_the_child_only) {
  auto request = shell("echo $TAMESHI_TEST_KEPT; pwd");
  request.in_child = [] { [[maybe_unused]] const auto moved = ::chdir("/usr"); };
  BOOST_TEST(ran(request).output.find("/usr\n") != std::string::npos);
  std::array<char, 4096> here{};
  BOOST_TEST(std::string(::getcwd(here.data(), here.size())) != "/usr");
}

BOOST_AUTO_TEST_CASE(attached_gives_the_exit_code_or_the_signal) {
  BOOST_TEST(tameshi::run_attached({"sh", "-c", "exit 5"}).value() == 5);
  BOOST_TEST(tameshi::run_attached({"sh", "-c", "kill -9 $$"}).value() == 128 + SIGKILL);
  BOOST_TEST(!tameshi::run_attached({"no-such-program-anywhere"}).has_value());
  BOOST_TEST(!has_children());
}

BOOST_AUTO_TEST_CASE(attached_hands_signals_on) {
  // The child itself asks its parent, which is us, to be ended; we live and it gets the signal.
  const auto script =
      "trap 'kill $! 2>/dev/null; exit 9' TERM; kill -TERM $PPID; "
      "while :; do tail -f /dev/null >/dev/null 2>&1 & wait; done";
  BOOST_TEST(tameshi::run_attached({"sh", "-c", script}).value() == 9);
  struct sigaction now {};
  ::sigaction(SIGTERM, nullptr, &now);
  BOOST_TEST((now.sa_flags & SA_SIGINFO) == 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
