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

// What a subject may use of the world. The journal keeps what programs did; secrets are never written into
// it.
struct Surroundings {
  Journal* journal = nullptr;
  std::vector<NamedSecret> secrets;
  std::function<iso7816::Card*()> card;  // the card in the in-process reader; null when there is none
  std::function<void()> enter_reader;    // run in a forked child: makes the PC/SC of this run visible
  std::function<std::string()> holder;   // whose card is in the reader, or was last
  std::function<std::string()> address;  // where an HTTP subject listens
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
};

std::unique_ptr<Subject> make_subject(const SubjectFile& file, Surroundings surroundings);

}  // namespace tameshi::subjects
