#include "reports/report.hpp"

#include <sys/resource.h>

#include <boost/test/unit_test.hpp>
#include <csignal>
#include <filesystem>
#include <fstream>

#include "base/result.hpp"
#include "base/scratch_folder.hpp"
#include "base/testing/cases.hpp"
#include "reports/sample_report.hpp"

namespace tameshi::reports {
namespace {

namespace fs = std::filesystem;

std::size_t files_in(const ScratchFolder& folder) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()));
}

// While it lives, no file may grow beyond `bytes`: the nearest to a full disk that needs no disk.
class SmallDisk {
 public:
  explicit SmallDisk(rlim_t bytes) : signal_before_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit small{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  ~SmallDisk() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, signal_before_);
  }

 private:
  rlimit before_{};
  void (*signal_before_)(int);
};

Report small_report() {
  return testing::with({testing::skipped_run()});
}

Problem trouble_of(const Report& report, const fs::path& directory) {
  try {
    write_all(report, directory);
  } catch (const Trouble& trouble) {
    return trouble.problem();
  }
  return {};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(writing_all_reports)

BOOST_AUTO_TEST_CASE(every_format_gets_its_file) {
  const ScratchFolder folder;
  write_all(small_report(), folder.path() / "made" / "for it");
  for (const auto& format : formats()) {
    const auto path = folder.path() / "made" / "for it" / format.file;
    BOOST_TEST(tameshi::testing::file_text(path.string()) == format.text(small_report()));
  }
}

BOOST_AUTO_TEST_CASE(the_same_report_gives_the_same_bytes) {
  for (const auto& format : formats()) {
    BOOST_TEST(
        (format.text(testing::samples().back().report) == format.text(testing::samples().back().report)));
  }
}

BOOST_AUTO_TEST_CASE(a_new_report_takes_the_place_of_the_old) {
  const ScratchFolder folder;
  write_all(testing::with({testing::passed_run()}), folder.path());
  write_all(small_report(), folder.path());
  BOOST_TEST(tameshi::testing::file_text((folder.path() / "junit.xml").string()) == junit(small_report()));
  BOOST_TEST(files_in(folder) == formats().size());
}

BOOST_AUTO_TEST_CASE(a_file_in_the_way_is_trouble_with_path_and_cure) {
  const ScratchFolder folder;
  std::ofstream(folder.path() / "taken") << "not a folder";
  const auto problem = trouble_of(small_report(), folder.path() / "taken");
  BOOST_TEST(problem.where == (folder.path() / "taken").string());
  BOOST_TEST(problem.cure == "something of that name is in the way; choose another folder for the reports");
}

BOOST_AUTO_TEST_CASE(a_full_disk_is_trouble_and_leaves_the_old_reports) {
  const ScratchFolder folder;
  write_all(small_report(), folder.path());
  Problem problem;
  {
    const SmallDisk disk(8192);
    problem = trouble_of(testing::samples().back().report, folder.path());
  }
  BOOST_TEST(problem.where == (folder.path() / "journal.jsonl").string());
  BOOST_TEST(problem.cure == "make room on that disk, or choose another folder for the reports");
  for (const auto& format : formats()) {
    BOOST_TEST(tameshi::testing::file_text((folder.path() / format.file).string()) ==
               format.text(small_report()));
  }
  BOOST_TEST(files_in(folder) == formats().size());
}

BOOST_AUTO_TEST_CASE(every_line_of_the_journal_after_a_header_is_an_event) {
  const auto run = testing::failed_run();
  std::istringstream lines(journal_lines(testing::with({run})));
  std::string line;
  std::getline(lines, line);
  BOOST_TEST(line.starts_with(R"({"run":1,"scenario":"scenarios/pin-lockout.yaml")"));
  std::vector<Event> events;
  while (std::getline(lines, line))
    events.push_back(value_or_trouble(event_from_json(line, "journal.jsonl")));
  BOOST_TEST((events == run.journal));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tameshi::reports
