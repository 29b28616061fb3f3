// The journal: everything anybody did, in order. Expectations are questions about it, reports are drawings of
// it. Nothing secret is ever written into it: PIN bytes of a command stand as "**" and texts are cleaned
// before they come.
#pragma once

#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/bytes.hpp"
#include "base/clock.hpp"

namespace tameshi {

using NamedText = std::pair<std::string, std::string>;

// Who did it.
enum class Actor { harness, subject, card, reader, clock, examiner, resident, j_lis };

// One command and its answer, as the card saw it.
struct ApduExchange {
  std::string command;    // hex, masked bytes as "**"
  std::string response;   // hex of the data, without the status word
  std::string status;     // "63C2"
  std::string operation;  // "VERIFY": the command's name by ISO/IEC 7816-4
  std::string meaning;    // "VERIFY authentication-pin, 4 bytes": for people
  std::string because;    // why the card answered so
  std::string source;     // where that rule is known from

  bool operator==(const ApduExchange&) const = default;
};

// The card or its reader changed state: "inserted", "removed", "powered-on", "reset", "powered-off".
struct CardEvent {
  std::string change;
  std::string detail;  // the persona, the reader's name

  bool operator==(const CardEvent&) const = default;
};

// A fault that was armed has distorted something.
struct FaultStruck {
  std::string fault;   // "pulled"
  std::string where;   // "during VERIFY, the 1st": at what
  std::string detail;  // what it did, where the name leaves that open

  bool operator==(const FaultStruck&) const = default;
};

// The scenario asked somebody to do something (the step's act).
struct ActStarted {
  std::string act;  // "sign"
  std::vector<NamedText> parameters;

  bool operator==(const ActStarted&) const = default;
};

// What that came to.
struct ActEnded {
  std::string act;
  std::string outcome;             // "done", "wrong-pin", "pin-blocked", …
  std::vector<NamedText> details;  // "tries-left": "2"; "reason": …

  bool operator==(const ActEnded&) const = default;
};

// A program that was run, with what it printed.
struct ProcessRun {
  std::vector<std::string> command;
  int exit_code = 0;  // of a normal end
  int signal = 0;     // that ended it, or 0
  bool timed_out = false;
  std::string output;  // standard output
  std::string errors;  // standard error

  bool operator==(const ProcessRun&) const = default;
};

// Something made during the run that may be asked about or handed over: a signature, a certificate.
struct Artefact {
  std::string name;
  std::string kind;  // "certificate", "signature", "document"
  Bytes contents;

  bool operator==(const Artefact&) const = default;
};

// A secret turned up where none may be (what a program printed). The secret itself is not written.
struct SecretSeen {
  std::string secret;  // "authentication-pin"
  std::string in;      // "standard error of pkcs15-tool"

  bool operator==(const SecretSeen&) const = default;
};

// What the fake J-LIS said about one thing that it was asked about.
struct ServiceAnswer {
  std::string about;   // "signature/3 200000002"; empty: the request as a whole
  std::string answer;  // "revoked"
  std::string detail;  // "affiliation-changed"

  bool operator==(const ServiceAnswer&) const = default;
};

// Somebody asked the fake J-LIS, and what it answered. Lies distort that on its way out.
struct ServiceExchange {
  std::string service;  // "ocsp"
  std::string request;  // "POST /ocsp/signature"
  int status = 0;       // of HTTP, as it left
  std::vector<ServiceAnswer> answers;
  std::string because;            // why it answered so
  std::vector<std::string> lies;  // that struck, those on the wire too
  // The bodies of the standard services (OCSP, lists, certificates), as they came and left; empty for others
  // and for long ones.
  Bytes sent{};
  Bytes received{};

  bool operator==(const ServiceExchange&) const = default;
};

// One HTTP exchange with the subject.
struct HttpExchange {
  std::string request;   // "POST /verifications"
  std::string sent;      // the body, secrets as dots
  int status = 0;        // 0: there was no answer
  std::string received;  // the body, or why there is none

  bool operator==(const HttpExchange&) const = default;
};

// The harness's own trouble, never the subject's.
struct HarnessTrouble {
  std::string text;

  bool operator==(const HarnessTrouble&) const = default;
};

using Body = std::variant<ApduExchange, CardEvent, ActStarted, ActEnded, ProcessRun, Artefact, SecretSeen,
                          HarnessTrouble, FaultStruck, ServiceExchange, HttpExchange>;

struct Event {
  std::size_t number = 0;  // from 1
  Instant time{};          // of the world's clock
  int step = 0;            // of the scenario, from 1; 0 while the world is being made
  Actor actor = Actor::harness;
  Body body;

  bool operator==(const Event&) const = default;
};

std::string_view to_string(Actor actor);
std::optional<Actor> actor_from(std::string_view word);

// Append-only, written from the stage and from the card's own thread.
class Journal {
 public:
  explicit Journal(const Clock& clock) : clock_(clock) {}

  // Told of each event as it is written, in order; one listener, set before anybody writes.
  void on_write(std::function<void(const Event&)> listener) { listener_ = std::move(listener); }

  // Called by whoever has written an event, once others may write again; for waiting. Nothing to have it no
  // longer.
  void after_write(std::function<void()> look);

  void set_step(int step);
  void write(Actor actor, Body body);
  // A copy of what has been written so far.
  [[nodiscard]] std::vector<Event> events() const;

 private:
  const Clock& clock_;
  mutable std::mutex mutex_;
  int step_ = 0;
  std::vector<Event> events_;
  std::function<void(const Event&)> listener_;
  std::function<void()> look_;
};

// One event as one line of JSON (JSON Lines, UTF-8, keys always in the same order), and back.
std::string to_json_line(const Event& event);
Result<Event> event_from_json(std::string_view line, const std::string& where);

}  // namespace tameshi
