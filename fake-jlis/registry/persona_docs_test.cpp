// The table of docs/personas.md is made of the comments that the persona files begin with; `-- --write`
// behind the test program's name writes it anew.
#include <fmt/format.h>

#include <sstream>

#include "base/testing/cases.hpp"
#include "fake-jlis/registry/persona.hpp"

namespace tameshi::jlis::registry {
namespace {

constexpr std::string_view header = "| persona | what it breaks |\n| --- | --- |\n";
const std::string documentation = "docs/personas.md";

// The comment, its lines joined; what every one says in its first word stands above the table's column.
std::string what_it_breaks(const std::string& id) {
  std::istringstream file(tameshi::testing::file_text("fixtures/personas/" + id + ".yaml"));
  std::string out;
  for (std::string line; std::getline(file, line) && line.starts_with("# ");) {
    if (!out.empty()) out += ' ';
    out += line.substr(2);
  }
  constexpr std::string_view usual = "Breaks ";
  return out.starts_with(usual) ? out.substr(usual.size()) : out;
}

std::string table() {
  std::string out(header);
  for (const auto& id : persona_ids()) out += fmt::format("| `{}` | {} |\n", id, what_it_breaks(id));
  return out;
}

bool is_writing() {
  const auto& suite = boost::unit_test::framework::master_test_suite();
  return suite.argc > 1 && std::string_view(suite.argv[suite.argc - 1]) == "--write";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(personas_table)

BOOST_AUTO_TEST_CASE(each_persona_says_what_it_breaks) {
  for (const auto& id : persona_ids()) BOOST_TEST(what_it_breaks(id).ends_with('.'), id);
}

BOOST_AUTO_TEST_CASE(the_documentation_has_the_table_of_these_personas) {
  auto text = tameshi::testing::file_text(documentation);
  const auto begin = text.find(header);
  BOOST_TEST_REQUIRE(begin != std::string::npos);
  const auto end = text.find("\n\n", begin);
  BOOST_TEST_REQUIRE(end != std::string::npos);
  const auto there = text.substr(begin, end + 1 - begin);
  if (is_writing()) std::ofstream(documentation) << text.replace(begin, there.size(), table());
  BOOST_TEST(
      (there == table() || is_writing()),
      documentation << " has another table; run this program with --run_test=personas_table -- --write");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tameshi::jlis::registry
