#include "conformance/subjects/subject_file.hpp"

#include <filesystem>

#include "base/testing/cases.hpp"
#include "conformance/scenario/vocabulary.hpp"
#include "simulator/iso7816/command_apdu.hpp"

namespace tameshi::subjects {
namespace {

std::string lines(const yaml::Problems& problems) {
  std::string out;
  for (const auto& problem : problems.all()) out += to_string(problem) + "\n";
  return out;
}

void check(const yaml::Node& item) {
  yaml::Problems problems;
  const auto subject = subjects::read(testing::text_at(item, "text"), "p.yaml", problems);
  BOOST_TEST(lines(problems) == testing::text_at(item, "says"));
  BOOST_TEST(subject.has_value() == problems.empty());
}

CASES("subject_errors", "subject_errors.cases.yaml", check);
CASES("http_errors", "http_errors.cases.yaml", check);

SubjectFile read_good(const std::string& text) {
  yaml::Problems problems;
  auto out = subjects::read(text, "p.yaml", problems);
  BOOST_TEST(lines(problems) == "");
  BOOST_REQUIRE(out);
  return *std::move(out);
}

constexpr auto whole = R"yaml(
subject: tool
title: A tool
kind: exec
timeout: 90 s
version: [tool, --version]
words: { key: { authentication: "01", signature: "02" } }
operations:
  verify-pin:
    command: [tool, --key, "{key}", --pin=, "{pin}"]
    outcomes: [{ exit: 3, outcome: pin-blocked, tries-left: 0 }]
  read-certificate:
    - { when: { certificate: signature }, command: [tool, "{pin}", "{file:certificate}"] }
    - { command: [tool, "{certificate}"] }
outcomes:
  - { exit: 0, errors: "left: *([0-9]+)", outcome: wrong-pin, tries-left: $1 }
waivers: [{ scenario: pin-lockout, reason: known, since: 2026-01-01, until: 2027-01-01 }]
)yaml";

WordOf words(std::vector<NamedText> given) {
  return [given = std::move(given)](std::string_view name) -> std::optional<std::string> {
    for (const auto& [word, value] : given) {
      if (word == name) return value;
    }
    return std::nullopt;
  };
}

}  // namespace

BOOST_AUTO_TEST_SUITE(reading)

BOOST_AUTO_TEST_CASE(everything_that_stands_there_is_read) {
  const auto subject = read_good(whole);
  BOOST_TEST(subject.name == "tool");
  BOOST_TEST((subject.kind == Kind::exec && subject.reader == ReaderKind::pcsc));
  BOOST_TEST(subject.timeout.count() == 90'000);
  BOOST_TEST(subject.version_command.at(1) == "--version");
  BOOST_TEST(subject.words.at(0).words.at(1).second == "02");
  BOOST_TEST(subject.find("verify-pin")->ways.at(0).command.at(4) == "{pin}");
  const auto& rule = subject.find("verify-pin")->ways.at(0).outcomes.at(0);
  BOOST_TEST((rule.exit == 3 && rule.outcome == "pin-blocked" && rule.details.at(0).second == "0"));
  BOOST_TEST(std::regex_search("left:  2", *subject.outcomes.at(0).errors));
  BOOST_TEST(to_string(subject.waivers.at(0).until) == "2027-01-01");
  BOOST_TEST((subject.find("sign") == nullptr));
}

BOOST_AUTO_TEST_CASE(an_in_process_subject_is_names_only) {
  const auto subject = read_good("subject: own\nkind: in-process\noperations: [sign]");
  BOOST_TEST((subject.kind == Kind::in_process && subject.reader == ReaderKind::in_process));
  BOOST_TEST(subject.find("sign")->ways.empty());
}

BOOST_AUTO_TEST_CASE(a_program_that_stays_has_one_command_and_names) {
  const auto subject =
      read_good("subject: own\nkind: exec\nspeaks: lines\ncommand: [python3, own.py]\noperations: [sign]");
  BOOST_TEST((subject.kind == Kind::exec && subject.reader == ReaderKind::pcsc));
  BOOST_TEST(subject.command.at(1) == "own.py");
  BOOST_TEST(subject.find("sign")->ways.empty());
}

BOOST_AUTO_TEST_CASE(a_module_becomes_commands_of_pkcs11_tool) {
  const auto subject = read_good(
      "subject: m\nkind: pkcs11\nmodule: /m.so\ntokens: { signature: { label: SIG, id: \"07\" } }\n"
      "operations: [sign, read-certificate]");
  BOOST_TEST((subject.kind == Kind::exec));
  const auto* way = first_way(*subject.find("sign"), words({{"key", "signature"}, {"pin", "right"}}));
  BOOST_REQUIRE(way != nullptr);
  std::string line;
  for (const auto& word : way->command) line += word + " ";
  BOOST_TEST(
      line ==
      "pkcs11-tool --module /m.so --token-label SIG --login --pin {pin} --sign --mechanism SHA256-RSA-PKCS "
      "--id 07 --input-file {file:document} --output-file {file:signature} ");
}

BOOST_AUTO_TEST_CASE(a_server_that_is_started_has_a_command_and_files) {
  const auto subject = read_good(
      "subject: s\nkind: tls\noldest: 1.3\nserver: { command: [tool, \"{port}\"], files: { a.conf: text } }\n"
      "operations: { log-in: { get: /members } }");
  BOOST_TEST((subject.kind == Kind::tls && subject.reader == ReaderKind::in_process));
  BOOST_TEST((subject.oldest == TlsVersion::tls1_3));
  BOOST_TEST(subject.program->command.at(1) == "{port}");
  BOOST_TEST(subject.program->files.at(0).second == "text");
  BOOST_TEST(subject.find("log-in")->ways.at(0).page == "/members");
}

BOOST_AUTO_TEST_CASE(placeholders_are_found_and_other_braces_left_alone) {
  const auto found = placeholders_in("a{pin}{file:document} {print $1} ${X} {} {");
  BOOST_REQUIRE(found.size() == 2U);
  BOOST_TEST((found[0].name == "pin" && !found[0].is_file && found[0].position == 1 && found[0].length == 5));
  BOOST_TEST(
      (found[1].name == "document" && found[1].is_file && found[1].position == 6 && found[1].length == 15));
}

BOOST_AUTO_TEST_CASE(the_first_way_that_fits_is_taken) {
  const auto subject = read_good(whole);
  const auto& ways = *subject.find("read-certificate");
  const auto number = [&](std::vector<NamedText> given) -> long {
    const auto* way = first_way(ways, words(std::move(given)));
    return way == nullptr ? -1 : way - ways.ways.data();
  };
  BOOST_TEST(number({{"certificate", "signature"}, {"pin", "right"}}) == 0);
  BOOST_TEST(number({{"certificate", "signature"}}) == 1);  // the first needs a PIN to fill in
  BOOST_TEST(number({{"certificate", "authentication"}}) == 1);
  BOOST_TEST(number({}) == -1);
}

BOOST_AUTO_TEST_CASE(every_subject_file_of_the_house_is_read) {
  for (const std::string name : {"opensc", "in-process", "platform", "nginx", "apache", "haproxy", "openssl",
                                 "opensc-pkcs11", "p11tool", "device"}) {
    const auto subject = read_good(testing::file_text(TAMESHI_ROOM "/" + name + ".yaml"));
    BOOST_TEST(subject.name == name);
    BOOST_TEST(!subject.operations.empty());
  }
}

BOOST_AUTO_TEST_SUITE_END()

// The vocabulary may not use the card's room; here both are at hand.
BOOST_AUTO_TEST_CASE(the_vocabularys_commands_are_those_of_the_cards_traces) {
  std::vector<std::string> printed;
  for (unsigned ins = 0; ins < 256; ++ins)
    printed.push_back(iso7816::operation_name(static_cast<std::uint8_t>(ins)));
  for (const auto& command : scenario::vocabulary().card_commands) {
    BOOST_TEST((std::find(printed.begin(), printed.end(), command) != printed.end()), command);
  }
}

}  // namespace tameshi::subjects
