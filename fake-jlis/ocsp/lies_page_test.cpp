// The table of lies in docs/ocsp.md is what lies.yaml gives; base/tools/check_generated.sh --write makes it
// anew.
#include <fmt/format.h>

#include <fstream>

#include "base/testing/cases.hpp"
#include "fake-jlis/ocsp/lying_service.hpp"

namespace tameshi::jlis::ocsp::testing {
namespace {

const std::string page = TAMESHI_SOURCE_DIR "/docs/ocsp.md";
constexpr std::string_view begin = "<!-- table: lies.yaml -->\n";
constexpr std::string_view end = "<!-- end of table -->";

bool shall_write() {
  const auto& suite = boost::unit_test::framework::master_test_suite();
  return suite.argc > 1 && std::string_view(suite.argv[1]) == "write";
}

std::string table() {
  std::string out =
      "\n| lie | what it is | kind | a careful RP | who notices | source |\n| --- | --- | --- | --- | --- | "
      "--- |\n";
  for (const auto& lie : lies().words) {
    const auto caught =
        lie.caught_by.starts_with("no-tool: ") ? "none: " + lie.caught_by.substr(9) : lie.caught_by;
    out += fmt::format(
        "| `{}` | {} | {} | {} | {} | {} |\n", lie.name, lie.says, lie.legal ? "legal" : "wrong",
        lie.decision == Decision::fail_closed ? "fails closed" : "may accept", caught, lie.source);
  }
  return out + "\n";
}

std::string with_table(const std::string& text) {
  const auto from = text.find(begin);
  const auto to = text.find(end);
  if (from == std::string::npos || to == std::string::npos)
    throw std::runtime_error(page + " has no place for it");
  return text.substr(0, from + begin.size()) + table() + text.substr(to);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(generated)

BOOST_AUTO_TEST_CASE(page_of_lies_is_current) {
  const auto wanted = with_table(tameshi::testing::file_text(page));
  if (shall_write()) std::ofstream(page, std::ios::binary) << wanted;
  BOOST_CHECK_MESSAGE(tameshi::testing::file_text(page) == wanted,
                      "docs/ocsp.md is not what lies.yaml gives; base/tools/check_generated.sh --write");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tameshi::jlis::ocsp::testing
