#include "base/process_start.hpp"

#include <fcntl.h>
#include <linux/close_range.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <string_view>

namespace tameshi {

namespace {

// Everything exec needs, made before the fork: a child of a program with threads had better not allocate.
struct ExecTexts {
  std::vector<std::string> variables;
  std::vector<char*> arguments;
  std::vector<char*> environment;
};

bool replaces(const std::vector<NamedText>& additions, std::string_view variable) {
  const auto name = variable.substr(0, variable.find('='));
  return std::any_of(additions.begin(), additions.end(), [&](const auto& one) { return one.first == name; });
}

ExecTexts exec_texts(const StartPlan& plan) {
  ExecTexts out;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    if (!replaces(plan.environment, *entry)) out.variables.emplace_back(*entry);
  }
  for (const auto& [name, value] : plan.environment) {
    out.variables.push_back(name);
    out.variables.back().append("=").append(value);
  }
  for (auto& variable : out.variables) out.environment.push_back(variable.data());
  for (const auto& word : plan.command) out.arguments.push_back(const_cast<char*>(word.c_str()));
  out.environment.push_back(nullptr);
  out.arguments.push_back(nullptr);
  return out;
}

// What the child has to say when it never becomes the program: one letter for the stage, then errno or a
// text.
[[noreturn]] void report_and_leave(int report, char stage, std::string_view text) {
  std::array<char, 512> line{};
  line[0] = stage;
  const auto length = std::min(text.size(), line.size() - 1);
  std::memcpy(line.data() + 1, text.data(), length);
  [[maybe_unused]] const auto written = ::write(report, line.data(), length + 1);
  ::_exit(127);
}

[[noreturn]] void report_errno_and_leave(int report, char stage) {
  const int error = errno;
  std::array<char, sizeof error> raw{};
  std::memcpy(raw.data(), &error, sizeof error);
  report_and_leave(report, stage, {raw.data(), raw.size()});
}

// A handler of ours means nothing to the program, and an ignored SIGPIPE (Python's) would be inherited.
void reset_signals() {
  for (int number = 1; number < NSIG; ++number) ::signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

void take_streams(const std::array<int, 3>& streams) {
  for (int number = 0; number < 3; ++number) {
    if (streams[static_cast<std::size_t>(number)] >= 0) {
      ::dup2(streams[static_cast<std::size_t>(number)], number);
    }
  }
}

void enter(const std::function<void()>& in_child, int report) {
  if (!in_child) return;
  try {
    in_child();
  } catch (const std::exception& error) {
    report_and_leave(report, 'e', error.what());
  }
}

[[noreturn]] void become(const StartPlan& plan, ExecTexts& texts, int report, pid_t parent) {
  if (plan.own_group) ::setpgid(0, 0);
  take_streams(plan.streams);
  reset_signals();
  enter(plan.in_child, report);
  if (!plan.directory.empty() && ::chdir(plan.directory.c_str()) != 0) report_errno_and_leave(report, 'd');
  if (plan.own_group) {
    // After in_child: a change of credentials clears it (prctl(2)). It fires when the thread that waits for
    // us ends.
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (::getppid() != parent) ::_exit(127);
  }
  // Ours close on exec anyway; this is for descriptors of the program that loaded us.
  ::close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
  environ = texts.environment.data();
  ::execvp(texts.arguments[0], texts.arguments.data());
  report_errno_and_leave(report, 'x');
}

std::string read_report(int report) {
  std::string out(512, '\0');
  ssize_t length = 0;
  do {
    length = ::read(report, out.data(), out.size());
  } while (length < 0 && errno == EINTR);
  out.resize(length > 0 ? static_cast<std::size_t>(length) : 0);
  return out;
}

std::string cure_for(const std::string& command, int error) {
  if (error == EACCES) return "make the file executable, or check the path";
  if (error == ENOEXEC) return "it is not a program for this machine; does its first line begin with #!?";
  if (error != ENOENT) return "check the command";
  return command.find('/') == std::string::npos ? "install it, or check PATH" : "check the path";
}

tl::unexpected<Problem> not_started(const StartPlan& plan, const std::string& report) {
  const auto what = "cannot start \"" + plan.command.front() + "\"";
  if (report.front() == 'e') return failure(what + ": " + report.substr(1));
  int error = 0;
  std::memcpy(&error, report.data() + 1, std::min(report.size() - 1, sizeof error));
  const std::string reason = std::strerror(error);
  if (report.front() == 'd') {
    return failure(what + " in the folder \"" + plan.directory + "\": " + reason, {}, "check the folder");
  }
  return failure(what + ": " + reason, {}, cure_for(plan.command.front(), error));
}

}  // namespace

Pipe make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    throw Trouble(std::string("cannot make a pipe: ") + std::strerror(errno), {},
                  "raise the limit of open files");
  }
  return {OwnedFd(ends[0]), OwnedFd(ends[1])};
}

Result<pid_t> start_process(const StartPlan& plan) {
  if (plan.command.empty() || plan.command.front().empty()) {
    return failure("cannot start a program: the command is empty", {}, "give the program's name");
  }
  auto texts = exec_texts(plan);
  auto report = make_pipe();
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  if (child < 0) {
    throw Trouble(std::string("cannot fork: ") + std::strerror(errno), {}, "raise the limit of processes");
  }
  if (child == 0) become(plan, texts, report.write_end.get(), parent);
  // In both, so that it holds whoever comes first.
  if (plan.own_group) ::setpgid(child, child);
  report.write_end.reset();
  const auto said = read_report(report.read_end.get());
  if (said.empty()) return child;
  while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
  }
  return not_started(plan, said);
}

}  // namespace tameshi
