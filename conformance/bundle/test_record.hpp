// What the tests of this room share: a record of three runs that judge as they say, and people who sign.
#pragma once

#include <fmt/format.h>

#include "base/sha256sum.hpp"
#include "base/testing/cases.hpp"
#include "conformance/bundle/bundle.hpp"
#include "conformance/bundle/judged.hpp"
#include "conformance/plan/plan.hpp"
#include "fake-jlis/documents/test_world.hpp"

namespace tameshi::bundle::testing {

inline const Instant noon = value_or_trouble(parse_instant("2026-04-01T12:00:00+09:00"));
inline const Tool tool{"0.1.0", "v0.1.0-12-gabc1234"};

inline constexpr std::string_view wrong_pin_text = R"(title: A wrong PIN is told as one
cites: [facts/card.md §4]
given: { clock: "2026-04-01T12:00:00+09:00", card: { of: hanako } }
steps:
  - subject: verify-pin
    with: { key: authentication, pin: wrong }
    expect: { outcome: wrong-pin, card: { answered: 63C2, to: VERIFY } }
)";

inline constexpr std::string_view certificate_text = R"(title: The certificate is read
cites: [facts/card.md §4]
given: { clock: "2026-04-01T12:00:00+09:00", card: { of: hanako } }
steps:
  - subject: read-certificate
    with: { certificate: authentication }
)";

inline constexpr std::string_view careful_text = R"(subject: careful
kind: exec
operations:
  verify-pin: { command: [careful, "{key}", "{pin}"] }
)";

inline constexpr std::string_view waived_text = R"(subject: waived
kind: exec
operations:
  verify-pin: { command: [waived, "{key}", "{pin}"] }
waivers:
  - { scenario: wrong-pin, reason: it only says no, since: 2026-01-01, until: 2027-01-01 }
)";

inline std::vector<SourceText> suite() {
  return {{"scenario", "my scenarios/wrong-pin.yaml", std::string(wrong_pin_text)},
          {"scenario", "my scenarios/certificate.yaml", std::string(certificate_text)},
          {"subject", "careful.yaml", std::string(careful_text)},
          {"subject", "waived.yaml", std::string(waived_text)}};
}

inline scenario::Scenario scenario_of(const SourceText& source) {
  yaml::Problems problems;
  auto out = scenario::read(source.text, source.path, problems);
  for (const auto& problem : problems.all()) throw std::runtime_error(to_string(problem));
  return out.value();
}

inline subjects::SubjectFile subject_of(const SourceText& source) {
  yaml::Problems problems;
  auto out = subjects::read(source.text, source.path, problems);
  for (const auto& problem : problems.all()) throw std::runtime_error(to_string(problem));
  return out.value();
}

// A VERIFY that missed, what the program made of it, and something to keep.
inline std::vector<Event> journal_of(const std::string& outcome) {
  std::vector<Event> out;
  const auto write = [&](Actor actor, Body body) {
    out.push_back({out.size() + 1, noon, 1, actor, std::move(body)});
  };
  write(Actor::subject, ActStarted{"verify-pin", {{"key", "authentication"}, {"pin", "wrong"}}});
  write(Actor::card,
        ApduExchange{"0020008004********", "", "63C2", "VERIFY", "VERIFY", "it was wrong", "card.md"});
  write(Actor::subject, ProcessRun{{"careful"}, 1, 0, false, "no\xff\n", ""});
  write(Actor::subject, Artefact{"the answer", "document", bytes_of("no\n")});
  write(Actor::subject, ActEnded{"verify-pin", outcome, {{"tries-left", "2"}}});
  return out;
}

inline RunResult run_of(const SourceText& scenario, const SourceText& subject, const std::string& outcome) {
  const auto read = scenario_of(scenario);
  const auto product = subject_of(subject);
  auto out = judged(read, product, journal_of(outcome), noon);
  out.subject = product.name;
  out.subject_version = "4.2";
  out.subject_file = product.path;
  out.began = noon;
  out.clock_is_frozen = true;
  out.reproduce = "tameshi run …";
  out.journal = journal_of(outcome);
  return out;
}

inline RunResult skipped_run(const SourceText& scenario, const SourceText& subject) {
  RunResult out;
  const auto read = scenario_of(scenario);
  const auto product = subject_of(subject);
  out.scenario = read.path;
  out.title = read.title;
  out.cites = read.cites;
  out.subject = product.name;
  out.subject_file = product.path;
  out.verdict = Verdict::skip;
  out.reason = plan::plan({read}, {product}).front().skip_reason;
  return out;
}

inline Record record() {
  Record out;
  out.suite = suite();
  out.environment = "{\"system\": \"FAKE OS\"}\n";
  auto& report = out.report;
  report.tool_version = tool.version;
  report.tool_commit = tool.commit;
  report.seed = "7";
  report.made_at = noon;
  report.command = {"tameshi", "run", "my scenarios"};
  for (const auto& source : out.suite)
    report.sources.push_back({source.kind, source.path, sha256sum(source.text)});
  report.runs = {run_of(out.suite[0], out.suite[2], "wrong-pin"),
                 run_of(out.suite[0], out.suite[3], "refused"), skipped_run(out.suite[1], out.suite[2])};
  return out;
}

inline Certifier certifier(const jlis::documents::testing::Person& person) {
  return {person.key, {person.certificate, jlis::documents::testing::world().ca}};
}

inline Certifier hanako() {
  return certifier(jlis::documents::testing::world().hanako);
}

inline Terms terms(std::vector<Bytes> trusted = {}) {
  return {std::move(trusted), noon, tool};
}

// Why it is refused; empty when it is not.
inline std::string refusal(const Verification& verified) {
  return verified.accepted() ? "" : verified.lines.back().text;
}

inline std::string refusal(ByteView archive, const Terms& asked) {
  return refusal(verify(archive, asked));
}

}  // namespace tameshi::bundle::testing
