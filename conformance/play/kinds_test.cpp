// Whole runs with subjects of other kinds: programs that stay, PKCS#11 modules, people with devices.
#include "conformance/play/test_runs.hpp"
#include "fake-jlis/http/server.hpp"

namespace tameshi::play {
namespace {

using namespace testing;

const char* const two_verifies = R"(title: Two PINs
given: { clock: "2026-04-01T09:00:00+09:00" }
steps:
  - { subject: verify-pin, with: { key: authentication, pin: right }, repeat: 2 }
)";

// A program that stays: a shell script that reads questions and writes what it likes.
subjects::SubjectFile speaker(std::string_view script, std::string_view timeout = "30 s") {
  return subject_from(fmt::format(R"(subject: speaker
kind: exec
speaks: lines
timeout: {}
command: [sh, -c, '{}']
operations: [verify-pin, sign]
)",
                                  timeout, script));
}

std::string told_by(const std::vector<Event>& journal) {
  std::string out;
  for (const auto& event : journal) {
    const auto* end = std::get_if<ActEnded>(&event.body);
    if (end == nullptr) continue;
    out += end->outcome;
    for (const auto& [name, value] : end->details) out += fmt::format(" ({}: {})", name, value);
    out += "; ";
  }
  return out;
}

std::string told(std::string_view script, std::string_view timeout = "30 s") {
  return told_by(run(scenario_from(two_verifies), speaker(script, timeout)).journal);
}

BOOST_AUTO_TEST_SUITE(play_lines)

// The n-th question has the id n.
const std::string answer = R"(printf "{\"id\":%s,\"outcome\":\"done\"}\n" $n)";
std::string each(const std::string& what) {
  return "n=0; while read q; do n=$((n+1)); " + what + "; done";
}

BOOST_AUTO_TEST_CASE(one_program_answers_every_question_of_a_run) {
  BOOST_TEST(told(each(answer)) == "done; done; ");
  BOOST_TEST(told(each(R"(printf "{\"id\":%s,\"outcome\":\"wrong-pin\",\"tries-left\":$n}\n" $n)")) ==
             "wrong-pin (tries-left: 1); wrong-pin (tries-left: 2); ");
}

BOOST_AUTO_TEST_CASE(a_program_that_dies_is_not_started_again) {
  BOOST_TEST(told("read q; exit 3") ==
             "crashed (reason: ended with exit code 3); crashed (reason: ended with exit code 3); ");
  BOOST_TEST(told("read q; kill -SEGV $$").starts_with("crashed (reason: ended by signal 11); "));
  BOOST_TEST(told("exit 0").starts_with("crashed (reason: ended with exit code 0); "));
}

BOOST_AUTO_TEST_CASE(a_program_that_hangs_gives_no_answer_and_is_ended) {
  BOOST_TEST(told("exec sleep 60", "300 ms") == "no-answer; no-answer; ");
}

BOOST_AUTO_TEST_CASE(rubbish_is_unclear) {
  const std::string once = "unclear (reason: its line is no JSON object); ";
  BOOST_TEST(told(each("echo please insert a card")) == once + once);
}

BOOST_AUTO_TEST_CASE(two_answers_to_one_question_are_unclear_when_the_next_is_asked) {
  BOOST_TEST(told(each(answer + "; " + answer)) ==
             "done; unclear (reason: it answered question 1 a second time); ");
  BOOST_TEST(told("read q; echo {\\\"id\\\":9,\\\"outcome\\\":\\\"done\\\"}")
                 .starts_with("unclear (reason: it answered question 9, which nobody asked); "));
}

BOOST_AUTO_TEST_CASE(a_hundred_megabytes_are_unclear) {
  BOOST_TEST(told("read q; head -c 104857600 /dev/zero", "60 s")
                 .starts_with("unclear (reason: a line of more than 1048576 bytes); "));
}

BOOST_AUTO_TEST_CASE(what_it_says_to_people_is_in_the_journal_without_pins) {
  const auto journal =
      run(scenario_from(two_verifies), speaker(each(R"(echo "debug $q" >&2; )" + answer))).journal;
  std::string printed;
  std::size_t leaks = 0;
  for (const auto& event : journal) {
    if (std::get_if<SecretSeen>(&event.body) != nullptr) ++leaks;
    const auto* run = std::get_if<ProcessRun>(&event.body);
    if (run == nullptr) continue;
    for (const auto& word : run->command) printed += word + "\n";
    printed += run->output + "\n" + run->errors + "\n";
  }
  BOOST_TEST(printed.find(R"(debug {"id":1,)") != std::string::npos);
  BOOST_TEST(printed.find("1234") == std::string::npos);
  BOOST_TEST(leaks == 1U);
}

BOOST_AUTO_TEST_CASE(a_reason_that_a_program_gives_has_no_pin_in_it) {
  const auto journal =
      run(scenario_from(two_verifies),
          speaker(each(R"(printf "{\"id\":%s,\"outcome\":\"refused\",\"reason\":\"sent 1234\"}\n" $n)")))
          .journal;
  const auto once = fmt::format("refused (reason: sent {}); ", secret_dots);
  BOOST_TEST(told_by(journal) == once + once);
  BOOST_TEST(std::any_of(journal.begin(), journal.end(), [](const Event& event) {
    const auto* seen = std::get_if<SecretSeen>(&event.body);
    return seen != nullptr && seen->secret == "authentication-pin" && seen->in == "reason that it gave";
  }));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(play_modules)

BOOST_AUTO_TEST_CASE(every_scenario_passes_with_opensc_as_a_module) {
  BOOST_TEST(run_offered("opensc-pkcs11") > 0U);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(play_with_portals)

namespace http = jlis::http;

bool has_cookie(const http::Request& request) {
  const auto* cookie = request.field("Cookie");
  return cookie != nullptr && *cookie == "sid=7";
}

// A portal of the old kind: a page with a hidden field, a form, a cookie, a redirect.
http::Reply portal(const http::Request& request) {
  http::Reply out;
  out.content_type = "text/html";
  if (request.path() == "/") {
    out.fields = {{"Set-Cookie", "sid=7"}};
    out.body = std::string("<form>\n<input name=\"csrf\" value=\"a+b\">\n</form>");
  } else if (request.method == "POST" && has_cookie(request) && request.body.starts_with("csrf=a%2Bb&by=")) {
    out.status = 303;
    out.fields = {{"Location", "/home"}};
  } else if (request.path() == "/home" && request.method == "GET" && has_cookie(request)) {
    out.body = std::string("welcome");
  } else {
    out.status = 403;
  }
  return out;
}

std::string at_the_portal(const std::string& redirects) {
  const http::Server server(http::ServerSettings{{{}}, 1, {}}, portal);
  const auto subject = subject_from(fmt::format(R"yaml(subject: portal
kind: http
address: http://127.0.0.1:{}
redirects: {}
operations:
  log-in:
    steps:
      - get: /
        take: {{ csrf: {{ pattern: 'name="csrf" value="([^"]+)"' }} }}
      - {{ card: sign, key: authentication, pin: pin, text: "{{csrf}}" }}
      - {{ post: /log-in, form: {{ csrf: "{{csrf}}", by: "{{base64url:signature}}", who: "{{pem:certificate}}" }} }}
    outcomes:
      - {{ status: 200, outcome: accepted }}
      - {{ status: 303, outcome: rejected }}
)yaml",
                                                server.ports().front(), redirects));
  const auto scenario = scenario_from(R"(title: One log-in
given: { clock: "2026-04-01T09:00:00+09:00" }
steps:
  - { subject: log-in, with: { pin: right } }
)");
  return told_by(run(scenario, subject).journal);
}

BOOST_AUTO_TEST_CASE(forms_cookies_and_redirects) {
  BOOST_TEST(at_the_portal("follow") == "accepted; ");
  BOOST_TEST(at_the_portal("answers") == "rejected; ");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(play_with_people)

std::string asked;

Options with_answers(std::vector<std::string> lines, bool again = true) {
  auto out = options();
  asked.clear();
  out.person.may_be_asked_again = again;
  out.person.hear = [lines = std::move(lines), at = std::size_t{0}](
                        const std::string& question,
                        std::chrono::milliseconds) mutable -> std::optional<subjects::Person::Said> {
    asked += question;
    if (at == lines.size()) return std::nullopt;
    return subjects::Person::Said{lines[at++], "answers.txt:1"};
  };
  return out;
}

std::string told_by_people(const Options& who, const std::string& more = "") {
  auto scenario = scenario_from(two_verifies + more);
  return told_by(play(scenario, built_in_subject("device"), who).journal);
}

BOOST_AUTO_TEST_CASE(a_person_says_what_came_of_it) {
  BOOST_TEST(told_by_people(with_answers({"done", "2 tries-left=2 # it beeped"})) ==
             "done; wrong-pin (tries-left: 2) (note: it beeped); ");
  BOOST_TEST(asked.find("pin: right") != std::string::npos);
  BOOST_TEST(asked.find("1234") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(who_slips_is_asked_again_and_a_file_is_not) {
  BOOST_TEST(told_by_people(with_answers({"dnoe", "done", "done"})) == "done; done; ");
  const auto journal =
      play(scenario_from(two_verifies), built_in_subject("device"), with_answers({"dnoe"}, false)).journal;
  const auto* trouble = std::get_if<HarnessTrouble>(&journal.back().body);
  BOOST_REQUIRE(trouble != nullptr);
  BOOST_TEST(trouble->text == "answers.txt:1: \"dnoe\" is none of the outcomes; did you mean \"done\"?");
}

BOOST_AUTO_TEST_CASE(who_went_away_gives_no_answer) {
  BOOST_TEST(told_by_people(with_answers({})) == "no-answer; no-answer; ");
}

BOOST_AUTO_TEST_CASE(nobody_to_ask_is_our_trouble) {
  BOOST_TEST(told_by_people(options()).empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace tameshi::play
