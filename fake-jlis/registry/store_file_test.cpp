// What a registry on a disk has to stand: processes that end at any moment, disks without room, files of
// others and of older and newer releases.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <boost/test/unit_test.hpp>
#include <csignal>
#include <fstream>

#include "base/testing/cases.hpp"
#include "fake-jlis/registry/sqlite_schema.hpp"
#include "fake-jlis/registry/store_world.hpp"

using namespace tameshi;
using namespace tameshi::jlis;
using namespace tameshi::jlis::registry;
using namespace tameshi::jlis::registry::testing;

namespace {

constexpr AuthorityId signature{Kind::signature, 3};
constexpr std::uint64_t writes = 1000;

// Runs `work` in a process of its own, which ends without cleaning up.
template <typename Work>
pid_t in_child(Work work) {
  const auto child = ::fork();
  BOOST_REQUIRE(child >= 0);
  if (child != 0) return child;
  try {
    work();
  } catch (...) {
    ::_exit(1);
  }
  ::_exit(0);
}

int status_of(pid_t child) {
  int status = 0;
  BOOST_REQUIRE(::waitpid(child, &status, 0) == child);
  return status;
}

struct Pipe {
  Pipe() { BOOST_REQUIRE(::pipe(ends.data()) == 0); }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    ::close(ends[0]);
    close_writing();
  }
  void close_writing() {
    if (ends[1] >= 0) ::close(ends[1]);
    ends[1] = -1;
  }
  std::array<int, 2> ends{-1, -1};
};

// One acknowledgement per write: its serial, once record() has returned.
void write_and_acknowledge(const std::filesystem::path& file, std::uint64_t first, int acknowledge) {
  const auto store = value_or_trouble(open_store(file));
  for (auto serial = first; serial < first + writes; ++serial) {
    store->record(issued(signature, serial, day(1)));
    if (::write(acknowledge, &serial, sizeof serial) != sizeof serial) ::_exit(2);
  }
}

// Ends the process after so many acknowledgements; gives the last one that came.
std::uint64_t killed_after(std::uint64_t acknowledgements, const std::filesystem::path& file,
                           std::uint64_t first) {
  Pipe pipe;
  const auto child = in_child([&] { write_and_acknowledge(file, first, pipe.ends[1]); });
  pipe.close_writing();
  std::uint64_t last = 0;
  std::uint64_t serial = 0;
  for (std::uint64_t count = 0; ::read(pipe.ends[0], &serial, sizeof serial) == sizeof serial;
       last = serial) {
    if (++count == acknowledgements) ::kill(child, SIGKILL);
  }
  const auto status = status_of(child);
  BOOST_REQUIRE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
  return last;
}

std::string problem_of(const std::filesystem::path& file) {
  const auto opened = open_store(file);
  return opened ? "" : opened.error().what + "; " + opened.error().cure;
}

void make_with(const std::filesystem::path& file, const std::string& sql) {
  SqlDatabase(file.string()).script(sql);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(store_on_a_disk)

BOOST_AUTO_TEST_CASE(what_was_acknowledged_survives_kill_9) {
  const ScratchFolder folder;
  const auto file = folder.path() / "registry.db";
  std::uint64_t first = 1;
  for (const std::uint64_t acknowledgements : {1U, 137U, 611U}) {
    const auto last = killed_after(acknowledgements, file, first);
    BOOST_TEST(last >= first + acknowledgements - 1);
    const auto store = value_or_trouble(open_store(file));
    for (auto serial = first; serial <= last; ++serial)
      BOOST_REQUIRE(store->status_of(signature, serial, day(1)).has_value());
    // The one in flight may be there; then it is whole.
    const auto events = store->events_after(0, 10 * writes).size();
    first = store->next_serial(Kind::signature) > last + 1 ? last + 2 : last + 1;
    BOOST_TEST(events == first - 1);
  }
}

BOOST_AUTO_TEST_CASE(what_was_written_is_there_after_opening_again) {
  const ScratchFolder folder;
  const auto entry = full_entry();
  value_or_trouble(open_store(folder.path() / "registry.db"))->record(entry);
  const auto store = value_or_trouble(open_store(folder.path() / "registry.db"));
  BOOST_TEST((store->certificates_of("hanako") == entry.certificates));
  BOOST_TEST((store->versions_of("hanako") == entry.residents));
}

BOOST_AUTO_TEST_CASE(a_second_process_is_refused_in_words) {
  const ScratchFolder folder;
  const auto file = folder.path() / "registry.db";
  const auto store = value_or_trouble(open_store(file));
  // SQLite's locks belong to processes: only another one meets them.
  const auto status = status_of(in_child([&] {
    const auto said = problem_of(file);
    ::_exit(said.starts_with("the registry is in use by another process") ? 7 : 8);
  }));
  BOOST_TEST(WEXITSTATUS(status) == 7);
}

BOOST_AUTO_TEST_CASE(files_of_others_are_refused_and_left_alone) {
  const ScratchFolder folder;
  const auto text = folder.path() / "letter.txt";
  const std::string letter(5000, 'x');
  std::ofstream(text) << letter;
  BOOST_TEST(problem_of(text).starts_with("this is no registry, or a broken one"));
  BOOST_TEST(tameshi::testing::file_text(text.string()) == letter);
  const auto foreign = folder.path() / "other.db";
  make_with(foreign, "CREATE TABLE bookmarks (url TEXT)");
  BOOST_TEST(problem_of(foreign) == "this is another program's database; name another file");
  BOOST_TEST(problem_of(folder.path() / "no" / "folder.db").starts_with("the registry cannot be opened"));
}

BOOST_AUTO_TEST_CASE(a_newer_release_is_not_touched) {
  const ScratchFolder folder;
  const auto file = folder.path() / "registry.db";
  value_or_trouble(open_store(file)).reset();
  make_with(file, "PRAGMA user_version = 99");
  BOOST_TEST(problem_of(file).starts_with("a newer release wrote this registry: version 99"));
}

// The file that the first release wrote: its SQL, and one person with a revoked certificate.
BOOST_AUTO_TEST_CASE(a_file_of_the_first_version_becomes_one_of_this) {
  const ScratchFolder folder;
  const auto file = folder.path() / "registry.db";
  make_with(file, tameshi::testing::file_text("fake-jlis/registry/version_1.sql"));
  const auto store = value_or_trouble(open_store(file));
  const auto hanako = store->resident("hanako", day(0));
  BOOST_REQUIRE(hanako.has_value());
  BOOST_TEST(hanako->items.municipality.name == "Kiyose-shi");
  const auto status = store->status_of(signature, 200'000'001, day(100));
  BOOST_REQUIRE(status && status->revocation);
  BOOST_TEST((status->revocation->reason == Reason::superseded));
  auto entry = full_entry();
  entry.carriers.clear();
  store->record(entry);  // consents are newer than that file
  BOOST_TEST((store->consents_of("hanako") == entry.consents));
}

// A limit on the size of files meets the database as a full disk does: a write that fails.
BOOST_AUTO_TEST_CASE(without_room_nothing_is_half_kept_and_the_store_goes_on) {
  const ScratchFolder folder;
  const auto file = folder.path() / "registry.db";
  const auto status = status_of(in_child([&] {
    const auto store = value_or_trouble(open_store(file));
    ::signal(SIGXFSZ, SIG_IGN);
    rlimit limit{};
    ::getrlimit(RLIMIT_FSIZE, &limit);
    const auto before = limit.rlim_cur;
    limit.rlim_cur = 800'000;
    ::setrlimit(RLIMIT_FSIZE, &limit);
    std::uint64_t serial = 1;
    try {
      for (;; ++serial) store->record(issued(signature, serial, day(1)));
    } catch (const Trouble& trouble) {
      if (!trouble.problem().cure.ends_with("nothing of this entry was kept")) ::_exit(8);
    }
    const auto kept = store->events_after(0, 100'000).size();
    limit.rlim_cur = before;
    ::setrlimit(RLIMIT_FSIZE, &limit);
    store->record(issued(signature, serial, day(1)));
    const bool whole = kept == serial - 1 && store->events_after(0, 100'000).size() == serial;
    ::_exit(whole && serial > 10 ? 7 : 9);
  }));
  BOOST_TEST(WEXITSTATUS(status) == 7);
}

BOOST_AUTO_TEST_SUITE_END()
