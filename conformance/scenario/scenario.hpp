// A scenario as read: plain structs in which everything that a person wrote keeps its place.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/clock.hpp"
#include "base/place.hpp"
#include "base/result.hpp"
#include "base/verdict.hpp"
#include "base/yaml_reader.hpp"
#include "conformance/scenario/values.hpp"
#include "fake-jlis/registry/lie.hpp"
#include "simulator/card/fault.hpp"

namespace tameshi::scenario {

// One `with:` entry. PINs are still words here; the stage resolves them: right, wrong, or a text that stood
// in quotes and is the PIN itself (never one of the two words: the reader refuses them in quotes).
struct Parameter {
  std::string name;
  std::string value;
  Place place;
};

// One `keep:` entry: the artefact that the act makes is kept under this name for later steps.
struct Keep {
  std::string artefact;  // as the vocabulary calls it: "signature"
  std::string as;        // "signed-with-authentication"
  Place place;
};

// Questions. Each is put to one witness; judge answers them from the journal alone.

// What the asked one said the act came to.
struct OutcomeIs {
  std::vector<std::string> any_of;
};
// A detail the asked one gave: tries-left, reason, … or did not give.
struct DetailIs {
  std::string name;
  std::string value;
};
// The card answered this status word to at least one such command.
struct CardAnswered {
  std::string status;     // "63C2"
  std::string operation;  // "VERIFY"
};
// How often the card saw the command. A step asks of its own events, the whole scenario of the run's.
struct CardSaw {
  std::string operation;
  long at_least = 1;
  std::optional<long> at_most;  // 0: never
  std::string after;            // only since it first answered this status word; empty: from the start
};
// A service of J-LIS gave this answer at least once.
struct ServiceAnswered {
  std::string service;  // "ocsp"
  std::string answer;   // "revoked"
};
// How often it was asked. A step asks of its own events, the whole scenario of the run's.
struct ServiceAsked {
  std::string service;
  long at_least = 1;
  std::optional<long> at_most;  // 0: never
  std::string after;            // only since it first gave this answer; empty: from the start
};
// This lie, or fault on the wire, was in at least one of its answers.
struct ServiceLied {
  std::string service;
  std::string lie;
};
// No PIN turned up in anything that the subject printed.
struct SecretsNeverShown {};
// The act took no longer, by the world's clock.
struct TookAtMost {
  std::chrono::milliseconds longest{};
  std::string written;  // "5 s"
};

using Question = std::variant<OutcomeIs, DetailIs, CardAnswered, CardSaw, ServiceAnswered, ServiceAsked,
                              ServiceLied, SecretsNeverShown, TookAtMost>;

struct Expectation {
  Question question;
  Place place;
};

// A lie and who tells it.
struct ArmedLie {
  std::string service;  // "ocsp", "crl", "wire"
  jlis::Lie lie;
};

struct Step;

// What else happens while an act of the subject goes on: once this is so, whoever waits for the answer waits
// until the act is done. So nothing is left to chance.
struct Meanwhile {
  Question when;
  std::vector<Step> act;  // one
  Place place;
};

struct Step {
  int number = 0;     // from 1, after repeats are unrolled
  std::string actor;  // "subject", "card", "clock", "examiner"
  std::string act;    // "sign", "remove"
  std::vector<Parameter> with;
  std::optional<card::Fault> fault;  // of card: arm
  std::optional<ArmedLie> lie;       // of j-lis: lie
  std::vector<Keep> keep;
  std::string by;  // which of several subjects: its name in given: subjects; empty: the first
  std::vector<Meanwhile> meanwhile;
  std::vector<Expectation> expect;
  Place place;

  [[nodiscard]] const Parameter* parameter(std::string_view name) const;
};

struct Document {
  std::string name;
  std::string text;
  Place place;
};

// The scenario is played once for each command that the card gets, and the card is pulled at that one.
struct Sweep {
  card::Moment moment = card::Moment::during;
};

struct Given {
  std::optional<Instant> clock;  // frozen there; nothing: the machine's own time
  std::string persona;           // whose card is in the reader; empty: the default persona
  bool reader_is_empty = false;  // that card is put in later
  std::string second_persona;    // whose card is in the second reader; empty: nobody's
  std::string deviation;         // of the certificates on that card; empty: they are honest
  std::vector<Document> documents;
  std::vector<card::Fault> faults;  // armed from the start
  std::vector<ArmedLie> lies;       // told from the start
  std::optional<Sweep> sweep;
  std::vector<std::string>
      subjects;              // several of the subject's kind that know nothing of each other; empty: one
  bool plain_trace = false;  // PIN bytes stand in the journal in the clear
};

// Subjects that something is said of: all, when none is named.
struct OfSubjects {
  std::vector<std::string> subjects;  // by name
  std::string because;
  std::string link;
  Place place;

  [[nodiscard]] bool fits(std::string_view subject) const;
};

struct Scenario {
  std::string path;  // as given: "scenarios/pin-lockout.yaml"
  std::string row;   // of its table: "hanako,wrong"; empty: it has none
  std::string title;
  std::string story;  // what of real life it stands for
  std::vector<std::string> cites;
  std::vector<std::string> tags;
  std::optional<SuiteCase> suite_case;
  Place suite_case_place;
  std::vector<OfSubjects> skip;   // it is not played with these, and why
  std::vector<OfSubjects> fails;  // with these it is known to fail, and why
  Given given;
  std::vector<Step> steps;
  std::vector<Expectation> expect;  // of the whole run

  // "scenarios/pin-lockout.yaml#hanako,wrong": by which a row is found again.
  [[nodiscard]] std::string id() const { return row.empty() ? path : path + "#" + row; }
  // The steps, and what happens meanwhile.
  [[nodiscard]] std::vector<const Step*> all_acts() const;
};

// Reads and checks against the vocabulary: one scenario, or one for each row of its table. All mistakes are
// listed, each once; nothing when there is one. `load` gives the text of a part by its path.
std::vector<Scenario> read_all(std::string_view text, const std::string& path, const LoadText& load,
                               yaml::Problems& problems);

// A file with no table and no parts.
std::optional<Scenario> read(std::string_view text, const std::string& path, yaml::Problems& problems);

// "subject: sign (key: authentication, pin: wrong)", for titles of steps. A PIN given in quotes shows as
// dots.
std::string title_of(const Step& step);

// "outcome is wrong-pin", "card answered 63C2 to VERIFY": a question in words.
std::string in_words(const Question& question);

}  // namespace tameshi::scenario
