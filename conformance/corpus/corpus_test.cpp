// What goes into a corpus, and the two forms in which it is written.
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/scratch_folder.hpp"
#include "conformance/corpus/collect.hpp"

namespace tameshi::corpus {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

scenario::Scenario case_of(const std::string& id, std::vector<std::string> outcomes = {"rejected"}) {
  scenario::Scenario out;
  out.title = "Somebody made a CA of the same name.";
  out.suite_case = SuiteCase{id, "CHAIN-001", Level::must, "found by name alone"};
  scenario::Step step;
  step.expect.push_back({scenario::OutcomeIs{std::move(outcomes)}, {}});
  out.steps.push_back(std::move(step));
  return out;
}

struct Seen {
  platform::Submission submission{.kind = jlis::Kind::signature,
                                  .format = platform::Format::raw,
                                  .document = bytes_of("a document"),
                                  .signature = {1, 2, 3},
                                  .certificate = {},
                                  .method = platform::StatusMethod::ocsp};
  platform::Trust trust;
  std::vector<platform::Overheard> answers;
  std::optional<platform::Refusal> refused;

  Seen() {
    platform::Certificate root;
    root.der = {0x30, 0x00};
    trust.signature = {{root}, {"1.2.3"}};
  }
  [[nodiscard]] platform::Witnessed witnessed() const {
    return {submission, trust, Instant{}, {0x30, 0x01, 0x05}, answers, refused};
  }
  Seen& by_list(const std::string& list) {
    submission.method = platform::StatusMethod::crl;
    answers = {{"http://127.0.0.1:1/crl/a.crl", {}, 200, bytes_of(list)}};
    return *this;
  }
  Seen& refused_as(const std::string& reason) {
    refused = platform::Refusal{reason, {}};
    return *this;
  }
};

void play(Collector& collector, const scenario::Scenario& scenario, const std::vector<Seen>& all,
          bool passed = true) {
  collector.begin(scenario);
  for (const auto& one : all) collector.take(one.witnessed());
  collector.end(passed);
}

std::vector<std::string> ids(const Corpus& corpus) {
  std::vector<std::string> out;
  for (const auto& item : corpus.items) out.push_back(item.id);
  return out;
}

BOOST_AUTO_TEST_SUITE(corpora)

BOOST_AUTO_TEST_CASE(what_two_cases_have_in_common_is_there_once) {
  Collector collector;
  const Seen honest = Seen().by_list("good");
  play(collector, case_of("rp.a"), {honest, Seen().refused_as("certificate-forged")});
  play(collector, case_of("rp.b"), {honest, Seen().refused_as("unknown-authority")});
  BOOST_TEST(ids(collector.corpus()) == std::vector<std::string>({"rp.a.1", "rp.a.2", "rp.b.2"}),
             boost::test_tools::per_element());
  BOOST_TEST(collector.corpus().roots.size() == 1U);
}

BOOST_AUTO_TEST_CASE(what_a_case_that_fails_has_shown_is_forgotten) {
  Collector collector;
  play(collector, case_of("rp.a"), {Seen().by_list("good")}, false);
  BOOST_TEST(collector.corpus().items.empty());
  BOOST_TEST(collector.failed() == std::vector<std::string>{"rp.a"}, boost::test_tools::per_element());
  play(collector, case_of("rp.b"), {Seen().by_list("good")});
  BOOST_TEST(collector.corpus().items.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_verdict_whose_evidence_never_came_is_no_file) {
  Collector collector;
  play(collector, case_of("rp.a"), {Seen(), Seen().refused_as("ocsp-unreachable")});
  BOOST_TEST(collector.corpus().items.empty());
}

BOOST_AUTO_TEST_CASE(a_case_that_leaves_it_open_does_so_here) {
  Collector collector;
  play(collector, case_of("rp.a", {"accepted", "rejected"}), {Seen().by_list("odd")});
  BOOST_TEST((collector.corpus().items.front().expected == Expected::either));
  BOOST_TEST(Json::parse(limbo_of(collector.corpus())).at("testcases").empty());
}

BOOST_AUTO_TEST_CASE(the_list_that_was_known_before_is_kept_beside_the_new_one) {
  Collector collector;
  play(collector, case_of("rp.a"), {Seen().by_list("five"), Seen().by_list("four").refused_as("crl-stale")});
  const auto& items = collector.corpus().items;
  BOOST_REQUIRE(items.size() == 2U);
  BOOST_TEST(items[0].list_before.empty());
  BOOST_TEST((items[1].list_before == bytes_of("five")));
  // A testcase of x509-limbo has no past.
  BOOST_TEST(Json::parse(limbo_of(collector.corpus())).at("testcases").size() == 1U);
}

BOOST_AUTO_TEST_CASE(limbo_has_what_hangs_upon_certificate_and_list_alone) {
  Collector collector;
  play(collector, case_of("rp.a"),
       {Seen().refused_as("wrong-policy"), Seen().refused_as("digest-mismatch"),
        Seen().by_list("names it").refused_as("certificate-revoked")});
  const auto limbo = Json::parse(limbo_of(collector.corpus()));
  const auto& testcases = limbo.at("testcases");
  BOOST_REQUIRE(testcases.size() == 2U);
  BOOST_TEST(testcases[0].at("features") == Json::array({"has-cert-policies"}));
  BOOST_TEST(testcases[0].at("expected_result") == "FAILURE");
  BOOST_TEST(testcases[1].at("features") == Json::array({"has-crl"}));
  BOOST_TEST(testcases[1].at("crls").size() == 1U);
  BOOST_TEST(testcases[1].at("key_usage") == Json::array({"contentCommitment"}));
}

BOOST_AUTO_TEST_CASE(every_file_that_the_index_names_is_there) {
  Collector collector;
  play(collector, case_of("rp.a"), {Seen().by_list("names it").refused_as("certificate-revoked")});
  const ScratchFolder scratch;
  const auto folder = scratch.path() / "corpus";
  write_files(collector.corpus(), "1.2.3", folder.string());
  const auto index = Json::parse(index_of(collector.corpus(), "1.2.3"));
  const auto& one = index.at("cases").at(0);
  for (const auto* name : {"certificate", "list", "document", "signature"})
    BOOST_TEST(fs::exists(folder / one.at(name).get<std::string>()), name);
  BOOST_TEST(fs::exists(folder / one.at("trusted").at(0).get<std::string>()));
  BOOST_TEST(one.at("layer") == "status");
  BOOST_CHECK_THROW(write_files(collector.corpus(), "1.2.3", folder.string()), Trouble);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace tameshi::corpus
