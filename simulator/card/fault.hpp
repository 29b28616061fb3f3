// One way to misbehave, armed by a filter, as read from words. The words are faults.yaml's.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/journal.hpp"
#include "base/result.hpp"
#include "simulator/iso7816/status_word.hpp"

namespace tameshi::card {

// In the order of faults.yaml, which names them.
enum class FaultKind {
  pulled,
  reset,
  no_answer,
  late_answer,
  slow_link,
  truncated_answer,
  bit_flipped,
  wrong_status,
  answer_replaced,
  certificate_replaced,
  wrong_retry_counter,
  wrong_atr,
  answers_61xx,
  first_command_refused,
  blocked_as_6983,
  second_card,
};

enum class Moment { before, during, after };

// Which commands it strikes. What is not said fits all.
struct FaultFilter {
  std::string operation;              // "VERIFY"; empty: any
  Bytes application;                  // its AID; empty: any
  std::optional<std::uint16_t> file;  // selected, or addressed by its short identifier
  long nth = 1;    // the first of the fitting commands that is struck, from when it is armed
  long times = 1;  // how many in a row; 0: all that come
};

struct Fault {
  FaultKind kind = FaultKind::pulled;
  std::string name;
  FaultFilter filter;
  std::optional<Moment> moment;  // of pulled
  iso7816::StatusWord status;    // of wrong-status
  Bytes bytes;                   // of what replaces something
  std::chrono::milliseconds delay{};
  long number = 0;      // the one whole number that a fault takes: tries, length, seed, speed
  std::string persona;  // whose card, or whose file; `bytes` are filled in by who knows personas
};

// "pulled", and "nth" = "1", "during" = "VERIFY". Refuses what does not fit with the nearest right word.
Result<Fault> fault_from(std::string_view name, const std::vector<NamedText>& settings);

// "pulled during=VERIFY nth=1": the same on a command line. Values have no blanks but "read-binary" is
// READ BINARY.
Result<Fault> fault_from_text(std::string_view text);

// "during VERIFY, nth 2": what it strikes, in words.
std::string in_words(const FaultFilter& filter, std::optional<Moment> moment);

enum class FaultParameterType { duration, number, status_word, hex, persona };

struct FaultParameterWord {
  std::string name;
  FaultParameterType type = FaultParameterType::number;
  long lowest = 0;
  long highest = 0;
  bool optional = false;
  std::string says;
};

struct FaultWord {
  std::string name;
  std::string says;
  bool legal = false;  // odd but within the standard
  bool every = false;  // strikes all fitting commands unless told how many
  bool filter = true;
  bool needs_moment = false;
  bool needs_file = false;
  std::vector<FaultParameterWord> parameters;
  std::string source;
};

// The built-in list, read once; Trouble when it is wrong.
const std::vector<FaultWord>& fault_words();
std::vector<std::string> fault_names();
// What may be set of this fault: its filters, then its parameters.
std::vector<std::string> fault_settings(const FaultWord& word);

}  // namespace tameshi::card
