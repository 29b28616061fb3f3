// What the readers of all formats share: lines with their numbers, hex, and commands waiting for their
// answers.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "simulator/trace/log.hpp"

namespace tameshi::trace {

// Line by line, without the line end (LF or CR LF).
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {}
  std::optional<std::string_view> next();
  // Of the line that was given last, from 1.
  [[nodiscard]] std::size_t number() const { return number_; }

 private:
  std::string_view rest_;
  std::size_t number_ = 0;
};

std::string_view trimmed(std::string_view text);

// Hex of one message; "**" is a byte that was masked, ".." with "(n bytes)" behind it what was left out.
std::optional<Message> read_message(std::string_view text);

// Puts commands and answers together, into a log.
class Pairing {
 public:
  Pairing(Log& log, const std::string& file) : log_(log), file_(file) {}

  void command(std::size_t line, std::optional<Message> message);
  void response(std::size_t line, std::optional<Message> message);
  void entry(Entry entry);
  void problem(std::size_t line, std::string what, std::string cure = {});
  // A command that still waits is one without an answer.
  void finish();

 private:
  Log& log_;
  const std::string& file_;
  std::optional<LoggedExchange> waiting_;
};

void read_pcscd(std::string_view text, Log& log, const std::string& file);
void read_opensc(std::string_view text, Log& log, const std::string& file);
void read_journal(std::string_view text, Log& log, const std::string& file);
void read_plain(std::string_view text, Log& log, const std::string& file);

}  // namespace tameshi::trace
