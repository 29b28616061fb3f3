// Whole runs against servers: the platform operator, which asks the run's J-LIS over the network, and others
// that behave badly.
#include "conformance/play/test_runs.hpp"
#include "fake-jlis/http/server.hpp"

namespace tameshi::play {
namespace {

using namespace testing;
namespace http = jlis::http;

std::string lines_of(const std::vector<Event>& journal) {
  std::string out;
  for (const auto& event : journal) out += to_json_line(event) + "\n";
  return out;
}

std::size_t count(const std::string& text, std::string_view what) {
  std::size_t out = 0;
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++out;
  return out;
}

// A server that answers every request with the same, and a subject that asks it for a log-in.
struct Stranger {
  http::Reply reply;
  http::Server server{http::ServerSettings{{{}}, 1, {}}, [this](const http::Request&) { return reply; }};

  [[nodiscard]] subjects::SubjectFile subject() const {
    return subject_from(fmt::format(R"(subject: stranger
kind: http
address: http://127.0.0.1:{}
operations:
  log-in:
    steps:
      - {{ post: /nonce, take: {{ nonce: /nonce }} }}
      - {{ card: sign, key: authentication, pin: pin, text: "{{nonce}}" }}
      - post: "/log-in/{{nonce}}"
        json: {{ signature: "{{base64:signature}}", certificate: "{{base64:certificate}}" }}
    outcomes:
      - {{ status: 200, json: {{ /ok: "^true$" }}, outcome: accepted }}
      - {{ status: 403, outcome: rejected, reason: /why }}
)",
                                    server.ports().front()));
  }
};

const char* const one_log_in = R"(title: One log-in
given: { clock: "2026-04-01T09:00:00+09:00" }
steps:
  - { subject: log-in, with: { pin: right } }
)";

// "rejected: why".
std::string ended(const std::vector<Event>& journal) {
  std::string out;
  for (const auto& event : journal) {
    const auto* end = std::get_if<ActEnded>(&event.body);
    if (end == nullptr) continue;
    out = end->outcome;
    for (const auto& [name, value] : end->details) out += fmt::format(", {}: {}", name, value);
  }
  return out;
}

std::string ended_with(unsigned status, std::string body) {
  Stranger stranger;
  stranger.reply.status = status;
  stranger.reply.content_type = "application/json";
  stranger.reply.body = std::move(body);
  return ended(run(scenario_from(one_log_in), stranger.subject()).journal);
}

BOOST_AUTO_TEST_SUITE(play_with_servers)

BOOST_AUTO_TEST_CASE(every_scenario_of_a_relying_party_passes_with_our_own_operator) {
  BOOST_TEST(run_offered("platform") >= 10U);
}

BOOST_AUTO_TEST_CASE(what_j_lis_was_asked_over_the_network_is_in_the_journal_which_repeats_itself) {
  for (const auto* name : {"learn-of-the-move", "phone-renewed", "consent-withdrawn"}) {
    const auto scenario = built_in_scenario(name);
    const auto journal = lines_of(run(scenario, built_in_subject("platform")).journal);
    BOOST_TEST(journal == lines_of(run(scenario, built_in_subject("platform")).journal));
    BOOST_TEST(count(journal, "127.0.0.1") == 0U, name << " tells a port");
    BOOST_TEST(count(journal, "\"service\":\"ocsp\"") > 0U);
    BOOST_TEST(count(journal, "ABC123") == 0U);
  }
  const auto moved =
      lines_of(run(built_in_scenario("learn-of-the-move"), built_in_subject("platform")).journal);
  BOOST_TEST(count(moved, "\"service\":\"crl\"") > 0U);
  BOOST_TEST(count(moved, "\"service\":\"four-info\"") > 0U);
}

BOOST_AUTO_TEST_CASE(every_form_of_a_signed_document_is_accepted) {
  for (const auto* format : {"raw", "raw-no-digest-info", "cms", "cms-detached", "xml", "pdf"}) {
    const auto scenario = scenario_from(fmt::format(R"(title: A document
given:
  clock: "2026-04-01T09:00:00+09:00"
  documents: {{ contract: "契約書 I agree" }}
steps:
  - subject: submit-document
    with: {{ document: contract, pin: right, format: {}, revocation: crl }}
    expect: {{ outcome: accepted, name: 試験　花子, crl: {{ answered: list }} }}
)",
                                                    format));
    check_pass(run(scenario, built_in_subject("platform")));
  }
}

BOOST_AUTO_TEST_CASE(j_lis_out_of_reach_is_no_good_certificate) {
  for (const auto* fault : {"http-503", "connection-reset", "wrong-content-type", "no-answer"}) {
    const auto scenario = scenario_from(fmt::format(R"(title: No answer
given:
  clock: "2026-04-01T09:00:00+09:00"
  documents: {{ contract: I agree }}
  lies: [ {{ wire: {}, endpoint: ocsp }} ]
steps:
  - subject: submit-document
    with: {{ document: contract, pin: right }}
    expect: {{ outcome: rejected, reason: ocsp-unreachable, ocsp: {{ lied: {} }} }}
)",
                                                    fault, fault));
    check_pass(run(scenario, built_in_subject("platform")));
  }
}

BOOST_AUTO_TEST_CASE(answers_are_understood_by_the_rules_of_the_file) {
  BOOST_TEST(ended_with(200, R"({"nonce": "n", "ok": true})") == "accepted");
  BOOST_TEST(ended_with(403, R"({"nonce": "n", "why": "closed"})") == "rejected, reason: closed");
  BOOST_TEST(ended_with(403, R"({"why": "no nonce"})") == "rejected, reason: no nonce");
  BOOST_TEST(ended_with(200, R"({"nonce": "n", "ok": false})") ==
             "unclear, reason: no rule of the subject file fits status 200");
  BOOST_TEST(ended_with(500, "<html>") == "unclear, reason: no rule of the subject file fits status 500");
}

BOOST_AUTO_TEST_CASE(a_server_that_is_not_there_gives_no_answer) {
  auto subject = Stranger().subject();
  BOOST_TEST(
      ended(run(scenario_from(one_log_in), subject).journal).starts_with("no-answer, reason: no answer: "));
}

BOOST_AUTO_TEST_CASE(a_server_that_shows_the_pin_is_found_out) {
  Stranger stranger;
  stranger.reply.content_type = "application/json";
  stranger.reply.body = std::string(R"({"nonce": "n", "ok": true, "debug": "pin 1234"})");
  const auto journal = lines_of(run(scenario_from(one_log_in), stranger.subject()).journal);
  BOOST_TEST(count(journal, "pin 1234") == 0U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace tameshi::play
