// Every fault has a case that shows it, and a row in docs/documents.md, which base/tools/check_generated.sh
// --write makes anew.
#include "fake-jlis/documents/fault.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/testing/generated.hpp"
#include "fake-jlis/documents/cms.hpp"
#include "fake-jlis/documents/pdf_signature.hpp"
#include "fake-jlis/documents/pdf_text.hpp"
#include "fake-jlis/documents/read.hpp"
#include "fake-jlis/documents/test_world.hpp"
#include "fake-jlis/documents/xml_signature.hpp"

namespace tameshi::jlis::documents::testing {
namespace {

// What the cases of a format find, one by one.
std::vector<std::string> found_in_cases(const std::string& format) {
  std::vector<std::string> out;
  const auto cases = tameshi::testing::read_cases(fmt::format("{}/{}.cases.yaml", TAMESHI_ROOM, format));
  for (const auto& item : cases.items) {
    const auto finds = tameshi::testing::text_at(item, "finds");
    for (std::size_t at = 0; at < finds.size();) {
      const auto end = std::min(finds.find(", ", at), finds.size());
      out.push_back(finds.substr(at, end - at));
      at = end + 2;
    }
  }
  return out;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

std::string table() {
  std::string out = "| fault | what it says | in | source |\n| --- | --- | --- | --- |\n";
  for (const auto& row : faults())
    out += fmt::format("| `{}` | {} | {} | {} |\n", row.name, row.says, joined(row.of), row.source);
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(generated)

BOOST_AUTO_TEST_CASE(page_of_faults_is_current) {
  tameshi::testing::check_generated_table("docs/documents.md", "faults.yaml", table());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(table_of_faults)

BOOST_AUTO_TEST_CASE(every_fault_is_shown_by_a_case_of_a_format_that_has_it) {
  std::vector<std::string> seen;
  for (const auto* format : {"raw", "cms", "xml", "pdf"}) {
    for (const auto& name : found_in_cases(format)) {
      if (name == "intact") continue;
      const auto row = std::find_if(faults().begin(), faults().end(),
                                    [&](const FaultRow& one) { return one.name == name; });
      BOOST_REQUIRE_MESSAGE(row != faults().end(), name << " is no fault");
      BOOST_TEST((std::find(row->of.begin(), row->of.end(), format) != row->of.end()),
                 name << " is not of " << format);
      seen.push_back(name);
    }
  }
  seen.push_back("too-large");  // shown in C++, since the files are
  for (const auto& row : faults())
    BOOST_TEST((std::find(seen.begin(), seen.end(), row.name) != seen.end()),
               row.name << " is shown by no case");
}

BOOST_AUTO_TEST_CASE(a_fault_reads_well) {
  BOOST_TEST(to_string(fault("content-missing")) ==
             "content-missing: The signature is detached and what it signs was not given.");
  BOOST_TEST(to_string(fault("weak-algorithm", "sha1")) ==
             "weak-algorithm: It is signed or hashed with MD5 or SHA-1. (sha1)");
  BOOST_CHECK_THROW(fault("no-such-fault"), Trouble);
}

BOOST_AUTO_TEST_CASE(a_document_tells_its_format_by_how_it_begins) {
  const std::vector<Signer> signers{world().hanako.signer()};
  const auto cms = *make_cms(signers, content, Content::attached, signed_at);
  const auto detached = *make_cms(signers, content, Content::detached, signed_at);
  const auto pdf = *sign_pdf(*pdf_of_text("I agree."), signers[0], {.at = signed_at});
  const auto xml = *make_xml_enveloped(signers[0], bytes_of("<a/>"));
  BOOST_TEST(shown(read_document(cms)) == "intact");
  BOOST_TEST(shown(read_document(bytes_of(pem("CMS", cms)))) == "intact");
  BOOST_TEST(shown(read_document(detached, content)) == "intact");
  BOOST_TEST(shown(read_document(detached)) == "content-missing");
  BOOST_TEST(shown(read_document(pdf)) == "intact");
  BOOST_TEST(shown(read_document(xml)) == "intact");
  BOOST_TEST(shown(read_document(concat({bytes_of("\xEF\xBB\xBF"), xml}))) == "intact");
  BOOST_TEST(shown(read_document({})) == "malformed");
  BOOST_TEST(shown(read_document(Bytes(largest_file + 1))) == "too-large");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tameshi::jlis::documents::testing
