// A card itself as a subject, ours or one in another reader: it is sent commands and its answers are told.
#pragma once

#include "conformance/subjects/subject.hpp"

namespace tameshi::subjects {

// The PIN of a card in another reader stands in an environment variable that the subject file names. Nothing
// for a key of which it names none, or one that is not set.
std::optional<Secret> pin_of_real_card(const SubjectFile& file, std::string_view key);

class CardSubject final : public Subject {
 public:
  CardSubject(const SubjectFile& file, Surroundings surroundings)
      : file_(file), surroundings_(std::move(surroundings)) {}

  Reply perform(const Operation& operation) override;
  // Its ATR.
  std::string version() override;

 private:
  [[nodiscard]] std::string pin_for(const Operation& operation) const;

  SubjectFile file_;
  Surroundings surroundings_;
};

}  // namespace tameshi::subjects
