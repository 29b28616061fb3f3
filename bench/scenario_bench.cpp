// Scenarios in-process: a PIN lockout of both PINs, played and judged, on one core; the whole program from
// its start to its first answer of a card; and a million events, kept and written as every report, in a
// child process whose peak memory is its own.
#include <sys/inotify.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

#include "base/resources.hpp"
#include "base/scratch_folder.hpp"
#include "bench/measure.hpp"
#include "conformance/judge/judge.hpp"
#include "conformance/play/play.hpp"
#include "reports/report.hpp"

namespace tameshi::bench {
namespace {

struct Lockout {
  scenario::Scenario scenario;
  subjects::SubjectFile subject;
  play::Options options;
};

std::string text_of(const std::string& path) {
  return std::string(resources::find(path).value_or(""));
}

const Lockout& lockout() {
  static const auto one = [] {
    yaml::Problems problems;
    const std::string path = "scenarios/pin/pin-lockout.yaml";
    const std::string by = "conformance/subjects/in-process.yaml";
    Lockout out{scenario::read(text_of(path), path, problems).value(),
                subjects::read(text_of(by), by, problems).value(),
                {}};
    out.options.world.key_directory = "build/keys";
    return out;
  }();
  return one;
}

RunResult played() {
  auto played = play::play(lockout().scenario, lockout().subject, lockout().options);
  auto out = judge::judge(lockout().scenario, played.journal);
  if (out.verdict != Verdict::pass) throw std::runtime_error("the scenario did not pass");
  out.journal = std::move(played.journal);
  return out;
}

// Seconds until the program has played one question to the card: its scratch folder, made when the world is
// there and taken away after the last APDU, is gone again.
double first_answer() {
  const ScratchFolder folder;
  const int watch = inotify_init1(IN_CLOEXEC);
  if (watch < 0 || inotify_add_watch(watch, folder.path().c_str(), IN_DELETE) < 0)
    throw std::runtime_error("no inotify");
  const auto scenario = folder.path() / "question.yaml";
  std::ofstream(scenario) << "title: One question\ngiven: { clock: 2026-04-01 }\nsteps:\n"
                             "  - { subject: ask-tries-left, with: { key: authentication } }\n";
  const auto start = std::chrono::steady_clock::now();
  const auto child = fork();
  if (child == 0) {
    setenv("TMPDIR", folder.path().c_str(), 1);
    if (std::freopen("/dev/null", "w", stdout) != nullptr)
      execl("build/bin/tameshi", "tameshi", "run", scenario.c_str(), nullptr);
    _exit(127);
  }
  std::array<char, 4096> event{};
  const auto got = read(watch, event.data(), event.size());
  const auto end = std::chrono::steady_clock::now();
  close(watch);
  int status = 0;
  waitpid(child, &status, 0);
  if (got <= 0 || status != 0) throw std::runtime_error("build/bin/tameshi did not play");
  return std::chrono::duration<double>(end - start).count();
}

// In the child: the peak memory in bytes, once all reports are on the disk.
double reports_of(std::size_t events) {
  Report report;
  for (std::size_t count = 0; count < events; count += report.runs.back().journal.size())
    report.runs.push_back(played());
  const ScratchFolder folder;
  reports::write_all(report, folder.path());
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) * 1024.0;
}

double in_child(std::size_t events) {
  int ends[2];
  if (pipe(ends) != 0) throw std::runtime_error("no pipe");
  const auto child = fork();
  if (child == 0) {
    const auto peak = reports_of(events);
    _exit(write(ends[1], &peak, sizeof peak) == sizeof peak ? 0 : 1);
  }
  close(ends[1]);
  double peak = 0;
  const auto got = read(ends[0], &peak, sizeof peak);
  close(ends[0]);
  waitpid(child, nullptr, 0);
  if (got != sizeof peak) throw std::runtime_error("the child wrote no report");
  return peak;
}

void bench() {
  constexpr double limit = 1000;   // a second
  constexpr double wanted = 0.05;  // seconds
  constexpr double megabyte = 1024.0 * 1024.0;
  constexpr std::size_t million = 1'000'000;
  played();  // tables are read and keys loaded once
  double best = 0;
  for (int i = 0; i < 3; ++i) best = std::max(best, rate([] { played(); }));
  tell("scenarios: both PINs locked, played and judged in-process", best, "/s", "the limit", limit, 1);
  double quickest = 1;
  for (int i = 0; i < 20; ++i) quickest = std::min(quickest, first_answer());
  tell("ms that a start may take, beside the program's to its first answer of a card", 1000 * wanted, " ms",
       "the program", 1000 * quickest, 1);
  tell("MB that a report may need, beside the peak of one of 1,000,000 events", 1024, " MB", "peak memory",
       in_child(million) / megabyte, 1);
}

}  // namespace
}  // namespace tameshi::bench

int main() {
  tameshi::bench::bench();
}
