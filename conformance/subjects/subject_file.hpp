// A subject file as read: how a product is asked for an operation and how its answer is understood.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/journal.hpp"
#include "base/place.hpp"
#include "base/yaml_reader.hpp"
#include "conformance/subjects/http_way.hpp"

namespace tameshi::subjects {

// `when:` of a way: all of these parameters have these values.
struct Condition {
  std::string parameter;
  std::string value;
};

// What a JSON pointer finds in an answer fits the pattern.
struct JsonRule {
  std::string pointer;
  std::regex pattern;
};

// One rule of understanding: when all that is given matches, this is the outcome. Rules are tried in order.
struct OutcomeRule {
  std::optional<int> status;         // of HTTP
  std::optional<std::regex> alert;   // of TLS: found in the name of the server's alert
  std::vector<JsonRule> json;        // in the body of the answer
  std::optional<int> exit;           // exit code
  std::optional<std::regex> output;  // found in a line of standard output
  std::optional<std::regex> errors;  // found in a line of standard error
  std::string outcome;
  // Values may use $1…$9: the groups of `output`, or of `errors` without it. Of HTTP they may be JSON
  // pointers.
  std::vector<NamedText> details;
  Place place;
};

// One way to do an operation: a command line with {parameter}, {file:artefact} and {file:document} in it, the
// steps of the customer's app, or what a browser asks for.
struct Way {
  std::vector<Condition> when;
  std::vector<std::string> command;
  std::vector<AppStep> steps;         // of a program: what the customer's app does before it runs
  std::string page;                   // of TLS: "/members"
  std::vector<OutcomeRule> outcomes;  // tried before the file's common ones
  Place place;
};

struct OfferedOperation {
  std::string name;
  std::vector<Way> ways;
};

// The product's words for ours: words of the parameter "key": authentication is "01".
struct WordMap {
  std::string parameter;
  std::vector<NamedText> words;
};

// A failure that is known: it still runs, is reported apart, and one that no longer fails, or has run out,
// fails.
struct Waiver {
  std::string scenario;  // path of the scenario, or its file's stem
  std::string reason;
  std::chrono::year_month_day since;
  std::chrono::year_month_day until;
  Place place;
};

// A program that serves, started for each run: {port}, {folder} and {jlis} in its words and files are filled
// in then.
struct ServerProgram {
  std::vector<std::string> command;
  std::vector<NamedText> files;  // by their names in the folder
  std::string scheme;            // of HTTP: "http", "https"
  Place place;
};

enum class Kind { in_process, exec, http, tls, manual, card };
enum class ReaderKind { in_process, pcsc };
enum class TlsVersion { tls1_2, tls1_3 };

struct SubjectFile {
  std::string path;
  std::string name;
  std::string title;
  Kind kind = Kind::exec;
  ReaderKind reader = ReaderKind::pcsc;
  std::vector<std::string> command;  // of a program that stays and is spoken to by lines; empty: none stays
  std::string address;  // of a server: where it listens, "https://127.0.0.1:8443"; of TLS without "https://"
  std::string server;   // of HTTP: what is started for each run in place of that; "platform" is our operator
  std::optional<ServerProgram> program;  // or this
  std::string trust;                     // file of the roots of the server's certificate, PEM; empty: any
  bool follows = false;                  // of HTTP: redirects
  TlsVersion oldest = TlsVersion::tls1_2;
  std::string pcsc_reader;      // of a card: the reader that it is in, or a part of its name; empty: ours
  std::vector<NamedText> pins;  // of that card: by key the environment variable that holds the PIN
  std::chrono::milliseconds timeout{30'000};
  std::vector<std::string> version_command;  // prints the product's version on its first line
  std::vector<WordMap> words;
  std::vector<OfferedOperation> operations;  // without ways where there is only one
  std::vector<OutcomeRule> outcomes;
  std::vector<Waiver> waivers;

  [[nodiscard]] const OfferedOperation* find(std::string_view operation) const;
};

// "{pin}" or "{file:document}" in a word of a command. Other braces are the command's own.
struct Placeholder {
  std::string name;
  bool is_file = false;
  std::size_t position = 0;  // of the opening brace
  std::size_t length = 0;    // with both braces
};

std::vector<Placeholder> placeholders_in(std::string_view word);

// The word that a step gives for a parameter; nothing when it gives none.
using WordOf = std::function<std::optional<std::string>(std::string_view parameter)>;

// The first way whose conditions hold and whose plain placeholders the step can fill; nothing when there is
// none.
const Way* first_way(const OfferedOperation& operation, const WordOf& word_of);

// Reads and checks; all mistakes are listed; nothing when there is one.
std::optional<SubjectFile> read(std::string_view text, const std::string& path, yaml::Problems& problems);

}  // namespace tameshi::subjects
