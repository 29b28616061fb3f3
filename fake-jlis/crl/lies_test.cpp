#include "fake-jlis/crl/lies.hpp"

#include <map>
#include <sstream>

#include "base/process.hpp"
#include "base/testing/cases.hpp"
#include "fake-jlis/crl/lie_stages.hpp"
#include "fake-jlis/crl/test_world.hpp"

using namespace tameshi;
using namespace tameshi::jlis;
using namespace tameshi::jlis::crl;
using crl::testing::save;
using crl::testing::world;
using tameshi::testing::text_at;

namespace {

NamedList named(const std::string& id, const Bytes& distribution_point) {
  return {list_id_from(id).value(), distribution_point};
}

const NamedList& kiyose() {
  static const NamedList one = named("signature/3/13221", world().kiyose);
  return one;
}

Accomplices accomplices() {
  return {world().signature2.issuer,
          world().authentication3.issuer,
          world().rogue.issuer,
          named("signature/3/01106", world().sapporo),
          named("signature/2/13221", world().kiyose),
          named("authentication/3/13221", world().kiyose),
          named("signature/3/authority", world().signature3.issuer.name)};
}

Bytes told_with(const std::vector<Lie>& lies) {
  return told(kiyose(), world().now, world().signature3.issuer, world().source, {}, lies, accomplices());
}

Lie armed(const std::string& text) {
  return value_or_trouble(lie_from_text(lies(), text));
}

// Each lie about the victim, small enough for the slowest linter.
Lie lie_called(const std::string& name) {
  if (name == "innocent-listed") return armed(name + " serial=" + std::to_string(crl::testing::good));
  if (name == "huge") return armed(name + " entries=200");
  return armed(name + " serial=" + std::to_string(crl::testing::victim));
}

Bytes honest(const NamedList& list) {
  return published(list, world().now, world().signature3.issuer, world().source, {});
}

struct Opinion {
  std::string verdict;
  std::string said;
};
// By list and program.
using Opinions = std::map<std::pair<std::string, std::string>, Opinion>;

void save_world(const ScratchFolder& folder) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(world().now.time_since_epoch());
  save(folder.file("attime"), bytes_of(std::to_string(seconds.count())));
  const auto save_certificate = [&](const std::string& name, const Bytes& der) {
    save(folder.file(name), bytes_of(pem("CERTIFICATE", der)));
  };
  save_certificate("ca.pem", world().signature3.certificate);
  save_certificate("victim.pem",
                   crl::testing::leaf(world().signature3, crl::testing::victim, world().kiyose));
  save_certificate("good.pem", crl::testing::leaf(world().signature3, crl::testing::good, world().kiyose));
}

void save_lists(const ScratchFolder& folder) {
  save(folder.file("honest.crl"), honest(kiyose()));
  save(folder.file("full.crl"), honest(named("signature/3/full", {})));
  save(folder.file("nobody.crl"), honest(named("signature/3/47201", world().kiyose)));
  save(folder.file("authority.crl"), honest(accomplices().of_authorities));
  for (const auto& name : lies().names()) save(folder.file(name + ".crl"), told_with({lie_called(name)}));
}

Opinions read_opinions(const std::string& output) {
  Opinions out;
  std::istringstream lines(output);
  for (std::string name, program, verdict, said;
       std::getline(lines, name, '\t') && std::getline(lines, program, '\t') &&
       std::getline(lines, verdict, '\t') && std::getline(lines, said);) {
    out[{name, program}] = {verdict, said};
  }
  return out;
}

ProcessResult ask_programs() {
  const ScratchFolder folder;
  save_world(folder);
  save_lists(folder);
  return value_or_trouble(run({.command = {".venv/bin/python", "fake-jlis/crl/opinions.py", folder.file("")},
                               .timeout = std::chrono::minutes{2}}));
}

// Asked once for all lists, even when it fails: programs take their time to start.
const Opinions& opinions() {
  static const auto ran = ask_programs();
  static const auto all = read_opinions(ran.output);
  BOOST_REQUIRE_MESSAGE(ran.exit_code == 0 && !all.empty(), "opinions.py: " << ran.errors);
  return all;
}

const Opinion& opinion(const std::string& list, const std::string& program) {
  return opinions().at({list, program});
}

const std::vector<std::string> programs{"openssl", "certtool", "cryptography", "pkilint"};

// The row's program notices; or none does, when the row says so.
void check_caught(const LieWord& word) {
  const bool nobody = word.caught_by.starts_with("no-tool: ");
  for (const auto& program : programs) {
    const auto& [verdict, said] = opinion(word.name, program);
    if (nobody) BOOST_TEST(verdict != "refuses", program << " does notice: " << said);
    if (program == word.caught_by) BOOST_TEST(verdict == "refuses", program << " takes it: " << said);
  }
  if (nobody && word.caught_by.find("says OK") != std::string::npos) {
    BOOST_TEST(opinion(word.name, "openssl").verdict == "fooled");
  }
  BOOST_TEST((nobody || std::count(programs.begin(), programs.end(), word.caught_by) == 1), word.caught_by);
}

// What is within the standard must not be refused by those who verify.
void check_legal(const LieWord& word) {
  for (const auto* program : {"openssl", "certtool"}) {
    const auto& [verdict, said] = opinion(word.name, program);
    BOOST_TEST(verdict == "takes", program << " " << verdict << " it: " << said);
  }
}

std::size_t tables_with(const std::string& name) {
  return (find_act(choice_lies(), name) != nullptr ? 1U : 0U) + (value_act(name) != nullptr ? 1U : 0U) +
         (find_act(bytes_lies(), name) != nullptr ? 1U : 0U);
}

void check_row(const std::string& name) {
  const auto& word = *lies().find(name);
  check_caught(word);
  if (word.legal) check_legal(word);
}

// A test case for every row, at its line. The embedded table is not there yet when this runs.
bool register_rows(const std::string& path) {
  namespace ut = boost::unit_test;
  yaml::Problems problems;
  const auto root = yaml::read(tameshi::testing::file_text(path), path, problems);
  auto* suite = new ut::test_suite("lie_is_noticed", path, 1);
  for (const auto& row : root->find("lies")->items) {
    const auto name = text_at(row, "name");
    suite->add(ut::make_test_case([name] { check_row(name); }, name, path,
                                  static_cast<std::size_t>(row.place.line)));
  }
  ut::framework::master_test_suite().add(suite);
  return true;
}
[[maybe_unused]] const bool registered = register_rows(TAMESHI_ROOM "/lies.yaml");

}  // namespace

BOOST_AUTO_TEST_SUITE(crl_lies)

BOOST_AUTO_TEST_CASE(strangers_find_nothing_wrong_with_honest_lists) {
  for (const std::string list : {"honest", "full", "nobody", "authority"}) {
    for (const std::string program : {"certtool", "cryptography", "pkilint"}) {
      BOOST_TEST(opinion(list, program).verdict == "takes",
                 list << ", " << program << ": " << opinion(list, program).said);
    }
  }
  for (const std::string list : {"honest", "full"}) BOOST_TEST(opinion(list, "openssl").verdict == "takes");
  // Who is on no list passes.
  BOOST_TEST(opinion("nobody", "openssl").said == "victim: OK, good: OK");
  // And the authority's own list is nothing for people.
  BOOST_TEST(opinion("authority", "openssl").verdict == "refuses");
}

BOOST_AUTO_TEST_CASE(the_table_and_the_acts_are_one) {
  for (const auto& name : lies().names()) BOOST_TEST(tables_with(name) == 1, name);
  std::size_t acts = choice_lies().size() + bytes_lies().size();
  for (const auto* table : {&date_lies(), &issuer_lies(), &entry_lies(), &entry_extension_lies(),
                            &extension_lies(), &garbage_lies()}) {
    acts += table->size();
  }
  BOOST_TEST(acts == lies().words.size());
}

BOOST_AUTO_TEST_CASE(every_lie_changes_the_list) {
  const auto truth = honest(kiyose());
  for (const auto& name : lies().names()) BOOST_TEST((told_with({lie_called(name)}) != truth), name);
}

BOOST_AUTO_TEST_CASE(without_a_lie_the_list_is_the_honest_one) {
  BOOST_TEST(told_with({}) == honest(kiyose()));
}

BOOST_AUTO_TEST_CASE(the_same_lie_is_the_same_bytes) {
  for (const auto& name : lies().names())
    BOOST_TEST((told_with({lie_called(name)}) == told_with({lie_called(name)})), name);
}

// Any two together: nothing breaks, whatever the first has left.
BOOST_AUTO_TEST_CASE(lies_can_be_stacked) {
  const auto names = lies().names();
  for (const auto* first : {"empty", "truncated", "entries-gone", "length-indefinite", "signature-absent"}) {
    for (const auto& second : names) {
      BOOST_CHECK_NO_THROW(told_with({lie_called(first), lie_called(second)}));
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
