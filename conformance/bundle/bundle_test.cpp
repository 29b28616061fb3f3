#include "conformance/bundle/bundle.hpp"

#include "conformance/bundle/manifest.hpp"
#include "conformance/bundle/test_record.hpp"
#include "reports/report.hpp"

namespace tameshi::bundle {
namespace {

using jlis::documents::testing::world;
using namespace testing;

std::string pem_of(std::string_view what, ByteView der) {
  return fmt::format("-----BEGIN {0}-----\n{1}\n-----END {0}-----\n", what, base64(der));
}

std::vector<File> files_in(ByteView archive) {
  return value_or_trouble(unpack(archive));
}

// The files but manifest and signature under a manifest that fits them, unsigned: what anybody can make.
Bytes made_anew(std::vector<File> files) {
  std::erase_if(files, [](const File& f) { return f.name == manifest_name || f.name == signature_name; });
  files.insert(files.begin(), {std::string(manifest_name), bytes_of(manifest_json(manifest_of(files, {})))});
  return pack(files);
}

std::string refusal_of(const Record& changed) {
  return refusal(make_bundle(changed, {}, noon), terms());
}

bool says(const Verification& verified, std::string_view text) {
  return std::any_of(verified.lines.begin(), verified.lines.end(),
                     [&](const Line& line) { return line.text.find(text) != std::string::npos; });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(bundles)

BOOST_AUTO_TEST_CASE(the_same_run_gives_the_same_bytes_but_for_the_signature) {
  BOOST_TEST((make_bundle(record(), {}, noon) == make_bundle(record(), {}, noon + std::chrono::hours(1))));
  auto first = files_in(make_bundle(record(), hanako(), noon));
  auto later = files_in(make_bundle(record(), hanako(), noon + std::chrono::hours(1)));
  BOOST_TEST(first[1].name == signature_name);
  BOOST_TEST((first[1] != later[1]));
  later[1] = first[1];
  BOOST_TEST((first == later));
}

BOOST_AUTO_TEST_CASE(everything_is_in_it) {
  std::vector<std::string> names;
  for (const auto& file : files_in(make_bundle(record(), hanako(), noon))) names.push_back(file.name);
  const std::vector<std::string> wanted{"manifest.json",
                                        "manifest.p7s",
                                        "README.txt",
                                        "environment.json",
                                        "report/journal.jsonl",
                                        "report/report.json",
                                        "report/junit.xml",
                                        "report/report.tap",
                                        "report/report.html",
                                        "evidence/00001/000004-the_answer.bin",
                                        "evidence/00002/000004-the_answer.bin",
                                        "suite/0001-scenario-wrong-pin.yaml",
                                        "suite/0002-scenario-certificate.yaml",
                                        "suite/0003-subject-careful.yaml",
                                        "suite/0004-subject-waived.yaml"};
  BOOST_TEST(names == wanted, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_signed_one_is_accepted_with_its_certifier) {
  for (const auto* person : {&world().hanako, &world().next}) {
    const auto verified = verify(make_bundle(record(), certifier(*person), noon), terms({world().ca}));
    BOOST_TEST(refusal(verified) == "");
    BOOST_TEST(says(verified, person == &world().next ? "by CN=FAKE Next" : "by CN=FAKE Hanako"));
    BOOST_TEST(says(verified, "trust: the certificate leads to one of --trust"));
    BOOST_TEST(says(verified, "verdicts: 3 made again from scenario and journal are the same"));
    BOOST_TEST(says(verified, "it says: 1 passed, 0 failed, 1 skipped, 1 waived, 0 errors"));
  }
}

BOOST_AUTO_TEST_CASE(without_trust_it_says_that_nobody_was_asked) {
  const auto verified = verify(make_bundle(record(), hanako(), noon), terms());
  BOOST_TEST(refusal(verified) == "");
  BOOST_TEST(says(verified, "trust: not asked"));
}

BOOST_AUTO_TEST_CASE(an_unsigned_one_is_accepted_only_where_trust_is_not_asked) {
  const auto bundle = make_bundle(record(), {}, noon);
  BOOST_TEST(says(verify(bundle, terms()), "signature: none"));
  BOOST_TEST(refusal(bundle, terms()) == "");
  BOOST_TEST(refusal(bundle, terms({world().ca})) ==
             "signature: it is not signed, and so by nobody of --trust");
}

BOOST_AUTO_TEST_CASE(another_ca_and_another_day_are_refused) {
  const auto bundle = make_bundle(record(), hanako(), noon);
  BOOST_TEST(refusal(bundle, terms({world().taro.certificate}))
                 .starts_with("trust: the signer's certificate does not lead to one of --trust: "));
  auto later = terms({world().ca});
  later.at = value_or_trouble(parse_instant("2050-01-01"));
  BOOST_TEST(refusal(bundle, later).ends_with("certificate has expired"));
}

// Inside the archive every checksum is made to fit: only the signature can tell.
BOOST_AUTO_TEST_CASE(a_byte_changed_anywhere_in_the_signature_or_the_manifest_is_refused) {
  const auto files = files_in(make_bundle(record(), hanako(), noon));
  for (const std::size_t which : {0U, 1U}) {
    for (std::size_t i = 0; i < files[which].contents.size(); ++i) {
      auto changed = files;
      changed[which].contents[i] ^= 1;
      const auto why = refusal(pack(changed), terms());
      BOOST_TEST(why.find("manifest") != std::string::npos,
                 fmt::format("{} byte {}: \"{}\"", files[which].name, i, why));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_byte_changed_in_any_file_is_refused_by_its_name) {
  const auto files = files_in(make_bundle(record(), hanako(), noon));
  for (std::size_t which = 2; which < files.size(); ++which) {
    for (const auto at :
         {std::size_t{0}, files[which].contents.size() / 2, files[which].contents.size() - 1}) {
      auto changed = files;
      changed[which].contents[at] ^= 1;
      BOOST_TEST(refusal(pack(changed), terms()) ==
                 files[which].name + ": is not the file whose size and SHA-256 the manifest names");
    }
  }
}

// Not signed, and so under a manifest that fits: what report.json says in two places must agree.
BOOST_AUTO_TEST_CASE(a_file_that_does_not_follow_from_the_report_is_refused_even_unsigned) {
  const auto files = files_in(make_bundle(record(), {}, noon));
  for (const auto& file : files) {
    if (file.name == manifest_name || file.name == "environment.json") continue;
    auto changed = files;
    for (auto& one : changed) {
      if (one.name == file.name) one.contents[one.contents.size() / 2] ^= 1;
    }
    BOOST_TEST(!refusal(made_anew(changed), terms()).empty(), file.name << " was taken");
  }
}

BOOST_AUTO_TEST_CASE(files_too_many_too_few_or_elsewhere_are_refused) {
  const auto files = files_in(make_bundle(record(), hanako(), noon));
  auto more = files;
  more.push_back({"report/more.html", bytes_of("more")});
  BOOST_TEST(refusal(pack(more), terms()) == "report/more.html: is in the bundle and not in the manifest");
  BOOST_TEST(refusal(made_anew(more), terms()) == "report/more.html: does not follow from report.json");
  auto fewer = files;
  fewer.pop_back();
  BOOST_TEST(refusal(pack(fewer), terms()) ==
             "suite/0004-subject-waived.yaml: is in the manifest and not in the bundle");
  BOOST_TEST(refusal(made_anew(fewer), terms()) == "suite/0004-subject-waived.yaml: is not in the bundle");
  auto moved = files;
  std::swap(moved[4], moved[5]);
  BOOST_TEST(refusal(pack(moved), terms()) ==
             "report/journal.jsonl: stands elsewhere than in the manifest, or twice");
  auto late = files;
  std::swap(late[0], late[3]);
  BOOST_TEST(refusal(pack(late), terms()) == "manifest.json: the manifest is not its first file");
}

BOOST_AUTO_TEST_CASE(a_signature_taken_away_or_of_somebody_else_is_refused) {
  const auto files = files_in(make_bundle(record(), hanako(), noon));
  auto stripped = files;
  stripped.erase(stripped.begin() + 1);
  BOOST_TEST(refusal(pack(stripped), terms()) ==
             "manifest.p7s: the manifest names a signer, and there is no signature");
  auto others = files;
  others[1] = files_in(make_bundle(record(), certifier(world().taro), noon))[1];
  BOOST_TEST(refusal(pack(others), terms()).starts_with("manifest.p7s: digest-mismatch"));
  // Over the right bytes, and yet not by whom the manifest names.
  others[1].contents = value_or_trouble(seal(files[0].contents, certifier(world().taro), noon));
  BOOST_TEST(refusal(pack(others), terms()) ==
             "manifest.p7s: it carries other certificates than the manifest names");
}

// Whoever makes a bundle can draw the pages of whatever report; the journal and the suite still tell.
BOOST_AUTO_TEST_CASE(a_verdict_that_the_journal_does_not_give_is_refused) {
  auto better = record();
  better.report.runs[1].verdict = Verdict::pass;
  BOOST_TEST(
      refusal_of(better) ==
      "verdict of \"A wrong PIN is told as one\": the report says pass, scenario and journal give waived");
  auto checked = record();
  checked.report.runs[0].steps[0].checks[0].actual = "refused";
  BOOST_TEST(
      refusal_of(checked) ==
      "verdict of \"A wrong PIN is told as one\": the report says otherwise than scenario and journal give");
  auto skipped = record();
  skipped.report.runs[0] = skipped.report.runs[2];
  skipped.report.runs[0].scenario = skipped.report.runs[1].scenario;
  BOOST_TEST(refusal_of(skipped).ends_with("the report says skip, scenario and journal give error"));
  auto turned = record();
  turned.report.runs[0].turn = 3;
  BOOST_TEST(refusal_of(turned).ends_with("a turn that the scenario does not have"));
  auto elsewhere = record();
  elsewhere.report.runs[0].subject_file = "other.yaml";
  BOOST_TEST(refusal_of(elsewhere).ends_with("its scenario or its subject file is not in the suite"));
}

BOOST_AUTO_TEST_CASE(a_suite_that_is_not_the_one_of_the_report_is_refused) {
  auto other = record();
  other.suite[0].text += "# changed\n";
  BOOST_TEST(refusal_of(other) ==
             "suite/0001-scenario-wrong-pin.yaml: is not the file whose SHA-256 the report names");
}

BOOST_AUTO_TEST_CASE(another_version_looks_at_verdicts_alone) {
  auto older = record();
  older.report.tool_version = "0.0.9";
  older.report.runs[0].steps[0].title = "told otherwise then";
  const auto verified = verify(make_bundle(older, {}, noon), terms());
  BOOST_TEST(refusal(verified) == "");
  BOOST_TEST(says(verified, "written by tameshi 0.0.9"));
  older.report.runs[0].verdict = Verdict::fail;
  BOOST_TEST(refusal_of(older).ends_with("the report says fail, scenario and journal give pass"));
}

BOOST_AUTO_TEST_CASE(a_record_comes_back) {
  const auto back = read_bundle(make_bundle(record(), hanako(), noon));
  BOOST_REQUIRE(back.has_value());
  BOOST_TEST((reports::json(back->report) == reports::json(record().report)));
  BOOST_TEST((back->suite == record().suite));
  BOOST_TEST(back->environment == record().environment);
}

BOOST_AUTO_TEST_CASE(a_certifier_is_read_from_pem_and_must_fit) {
  const auto& person = world().hanako;
  const auto certificates = pem_of("CERTIFICATE", person.certificate) + pem_of("CERTIFICATE", world().ca);
  const auto read = certifier_from_pem(person.key.to_pem(), certificates);
  BOOST_REQUIRE(read.has_value());
  BOOST_TEST((read->certificates == hanako().certificates));
  const auto other = certifier_from_pem(world().taro.key.to_pem(), certificates);
  BOOST_REQUIRE(!other.has_value());
  BOOST_TEST(other.error().what.starts_with("the key to sign with is not that of the certificate"));
  BOOST_TEST(!certifier_from_pem(person.key.to_pem(), "no certificate").has_value());
  const auto no_key = certifier_from_pem("no key", certificates);
  BOOST_REQUIRE(!no_key.has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tameshi::bundle
