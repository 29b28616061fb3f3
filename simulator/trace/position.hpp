// Where a card stands, as far as its exchanges tell: a log may begin after the application was selected, and
// then each selected file narrows down which applications it can be.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "simulator/card/table.hpp"
#include "simulator/iso7816/command_apdu.hpp"

namespace tameshi::trace {

class Position {
 public:
  explicit Position(const card::Generation& generation) : generation_(generation) { forget(); }

  void power_up();
  void forget();

  // After a command that was answered with this word. True when another file or application is current now.
  bool follow(const iso7816::CommandApdu& command, iso7816::StatusWord status);

  // The file that a command is about: the current one, or the one of its short identifier.
  [[nodiscard]] std::optional<std::uint16_t> file_of(const iso7816::CommandApdu& command) const;

  [[nodiscard]] const std::vector<const card::ApplicationTable*>& applications() const {
    return applications_;
  }

  // The application that SELECT by name finds: all whose identifier begins so, or the one that is exactly so.
  [[nodiscard]] std::vector<const card::ApplicationTable*> named(ByteView aid) const;

  // "jpki", "jpki or card-face"; "unknown" when nothing is known of it.
  [[nodiscard]] std::string application_in_words() const;
  // "jpki/authentication-pin"; "card-face/age-record or input-support/my-number"; "file 0031".
  [[nodiscard]] std::string file_in_words(std::optional<std::uint16_t> id) const;

 private:
  bool select(const iso7816::CommandApdu& command);
  void select_application(ByteView aid);
  void select_file(std::uint16_t id);

  const card::Generation& generation_;
  std::vector<const card::ApplicationTable*> applications_;  // it is one of these; none: one of no table
  std::optional<std::uint16_t> file_;
  bool no_file_ = false;  // none is current for sure
};

// The row's name of a file of the application; empty for one that is only known to exist; nothing when there
// is none.
std::optional<std::string> name_in(const card::ApplicationTable& table, std::uint16_t id);

}  // namespace tameshi::trace
