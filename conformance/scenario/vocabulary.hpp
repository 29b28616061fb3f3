// The words a scenario may use, read from vocabulary.yaml.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tameshi::scenario {

enum class ParameterType { one_of, pin, document, kept, duration, time, persona, fault, deviation, text };

struct ParameterWord {
  std::string name;
  ParameterType type = ParameterType::one_of;
  std::vector<std::string> words;  // of one-of
  std::string kind;                // of a kept artefact; of a PIN: the key that it is for
  bool optional = false;
};

struct ActWord {
  std::string actor;  // "subject", "card", "clock", "examiner"
  std::string name;
  std::string says;
  std::vector<ParameterWord> parameters;
  std::vector<std::string> keeps;
  std::vector<std::string> outcomes;  // with the common ones for a subject
  std::vector<std::string> details;
  bool takes_fault = false;  // its parameters are a fault's, by simulator/card/faults.yaml
  bool takes_lie = false;    // its parameters are a lie's, by the lies.yaml of the service

  [[nodiscard]] const ParameterWord* parameter(std::string_view name) const;
};

// In the place of a detail's value: nothing of it was told.
inline constexpr std::string_view not_told = "not-told";

// Something told besides the outcome: a text, or a whole number in these bounds.
struct DetailWord {
  std::string name;
  std::string says;
  bool is_text = false;
  long lowest = 0;
  long highest = 0;
};

struct QuestionWord {
  std::string name;
  std::string says;
  std::vector<std::string> keys;   // of a question that is a map
  std::vector<std::string> words;  // of a question that is answered by a word
};

// A service of the fake J-LIS that questions may be about.
struct ServiceWord {
  std::string name;
  std::string says;
  std::vector<std::string> answers;
};

struct Vocabulary {
  std::vector<ActWord> acts;
  std::vector<std::string> actors;  // who acts, each once
  std::vector<std::string> common_outcomes;
  std::vector<DetailWord> details;
  std::vector<QuestionWord> questions;
  std::vector<ServiceWord> services;
  std::vector<std::string> card_commands;  // "READ BINARY"

  [[nodiscard]] const ActWord* find(std::string_view actor, std::string_view name) const;
  [[nodiscard]] const DetailWord* detail(std::string_view name) const;
  [[nodiscard]] const QuestionWord* question(std::string_view name) const;
  [[nodiscard]] std::vector<std::string> acts_of(std::string_view actor) const;
  // Every outcome and every detail that some operation of a subject may have.
  [[nodiscard]] std::vector<std::string> subject_outcomes() const;
  [[nodiscard]] std::vector<std::string> subject_details() const;
  // The words of this one-of parameter in all operations of a subject; none when no operation has it.
  [[nodiscard]] std::vector<std::string> subject_words(std::string_view parameter) const;
};

// "read-binary" and "Read Binary" are "READ BINARY"; nothing for a command that the vocabulary does not have.
std::optional<std::string> card_command(const Vocabulary& vocabulary, std::string_view written);

// Reads a vocabulary. A wrong one is our own mistake: Trouble, with all that is wrong.
Vocabulary read_vocabulary(std::string_view text, const std::string& path);

// The built-in one, with what can happen in a resident's life (fake-jlis/registry/life.yaml); read once.
const Vocabulary& vocabulary();

}  // namespace tameshi::scenario
