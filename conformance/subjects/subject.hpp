// The thing under test, as the stage sees it: it is asked for an operation and says what that came to.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/journal.hpp"
#include "base/secret.hpp"
#include "conformance/subjects/subject_file.hpp"
#include "simulator/iso7816/card.hpp"

namespace tameshi::subjects {

// One parameter of an operation with everything that the stage knows of it.
struct Argument {
  std::string name;              // "key"
  std::string word;              // "authentication"; of a document or a kept artefact: its name
  std::optional<Secret> secret;  // of a PIN
  std::optional<Bytes> bytes;    // of a document or a kept artefact
};

struct Operation {
  std::string name;
  std::vector<Argument> arguments;
  std::vector<std::string> keeps;  // the artefacts that may come of it: "signature"

  [[nodiscard]] const Argument* find(std::string_view argument) const;
};

struct Reply {
  std::string outcome;
  std::vector<NamedText> details;
  std::vector<Artefact> artefacts;  // named as in Operation::keeps
};

struct NamedSecret {
  std::string name;  // "authentication-pin"
  Secret secret;
};

// Somebody at a terminal, or the file of answers that stands for one.
struct Person {
  struct Said {
    std::string text;
    std::string where;  // "answers.txt:3"; empty at a terminal
  };
  // Nothing when there was no answer in time, or nobody is there any more.
  std::function<std::optional<Said>(const std::string& question, std::chrono::milliseconds timeout)> hear;
  bool may_be_asked_again = true;
};

// What a subject may use of the world. The journal keeps what programs did; secrets are never written into
// it.
struct Surroundings {
  Journal* journal = nullptr;
  std::vector<NamedSecret> secrets;
  std::function<iso7816::Card*()> card;  // the card in the in-process reader; null when there is none
  std::function<void()> enter_reader;    // run in a forked child: makes the PC/SC of this run visible
  std::function<std::string()> holder;   // whose card is in the reader, or was last
  std::function<std::string()> address;  // where a server listens, as it is now
  std::function<std::string()> jlis;     // where this run's J-LIS listens; empty: there is none
  std::vector<NamedText> anchors;        // PEM, by kind: "signature", "authentication"
  std::string server_root;               // PEM that the started server's certificate is trusted by
  const Person* person = nullptr;        // for manual subjects
  bool shows_secrets = false;            // the scenario asked for PINs in the clear
  const Clock* clock = nullptr;          // the world's
  std::string directory;                 // for files handed to programs; theirs to fill, removed afterwards
};

class Subject {
 public:
  Subject() = default;
  Subject(const Subject&) = delete;
  Subject& operator=(const Subject&) = delete;
  virtual ~Subject() = default;

  virtual Reply perform(const Operation& operation) = 0;
  // As the product says it; empty when it does not.
  virtual std::string version() = 0;
  // Whether a part of it holds on between operations, and to the card maybe.
  [[nodiscard]] virtual bool stays() const { return false; }
  // The run is over.
  virtual void leave() {}
};

// What the file's command for it prints on its first line; empty when there is no such command.
std::string version_of(const SubjectFile& file);

std::unique_ptr<Subject> make_subject(const SubjectFile& file, Surroundings surroundings);

}  // namespace tameshi::subjects
