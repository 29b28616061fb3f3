#include "simulator/trace/log.hpp"

#include <fmt/format.h>

#include <charconv>

#include "simulator/trace/log_reading.hpp"

namespace tameshi::trace {
namespace {

constexpr std::size_t most_problems = 100;

std::optional<LogFormat> format_of(std::string_view line) {
  const auto text = trimmed(line);
  if (text.starts_with("{\"number\":")) return LogFormat::journal;
  if (text.starts_with("Outgoing APDU (")) return LogFormat::opensc;
  if (line.find("APDU: ") != line.npos && line.find("Outgoing") == line.npos) return LogFormat::pcscd;
  if (text.starts_with("> ")) return LogFormat::plain;
  return std::nullopt;
}

std::optional<LogFormat> recognise(std::string_view text) {
  Lines lines(text);
  while (const auto line = lines.next()) {
    if (const auto format = format_of(*line)) return format;
  }
  return std::nullopt;
}

// "(258 bytes)" at the end; 0 when there is none.
std::size_t announced_size(std::string_view text) {
  const auto open = text.rfind('(');
  if (open == text.npos) return 0;
  std::size_t size = 0;
  std::from_chars(text.data() + open + 1, text.data() + text.size(), size);
  return size;
}

std::optional<Bytes> read_masked(std::string_view text) {
  std::string plain(text);
  for (auto at = plain.find("**"); at != plain.npos; at = plain.find("**", at)) plain.replace(at, 2, "00");
  auto bytes = from_hex(trimmed(plain));
  if (!bytes || bytes->size() > longest_apdu) return std::nullopt;
  return bytes;
}

}  // namespace

std::optional<std::string_view> Lines::next() {
  if (rest_.empty()) return std::nullopt;
  const auto end = rest_.find('\n');
  auto line = rest_.substr(0, end);
  rest_ = end == rest_.npos ? std::string_view{} : rest_.substr(end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  ++number_;
  return line;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::optional<Message> read_message(std::string_view text) {
  const auto gap = text.find(" .. ");
  if (gap == text.npos) {
    auto bytes = read_masked(text.substr(0, text.find('(')));
    return bytes ? std::optional(Message{*std::move(bytes)}) : std::nullopt;
  }
  const auto size = announced_size(text);
  const auto first = read_masked(text.substr(0, gap));
  const auto last = read_masked(text.substr(gap + 4, text.find('(') - gap - 4));
  if (!first || !last || size > longest_apdu || size < first->size() + last->size()) return std::nullopt;
  Message out{*first, size - first->size() - last->size()};
  out.bytes.resize(first->size() + out.missing);
  append(out.bytes, *last);
  return out;
}

void Pairing::command(std::size_t line, std::optional<Message> message) {
  finish();
  if (!message) return problem(line, "this command is not hexadecimal, or too long");
  waiting_ = LoggedExchange{line, *std::move(message), {}};
}

void Pairing::response(std::size_t line, std::optional<Message> message) {
  if (!message) {
    problem(line, "this answer is not hexadecimal, or too long");
    return finish();
  }
  if (!waiting_) {
    // Where the log leaves exchanges out, half of one may go with them.
    const bool left_out = !log_.entries.empty() && std::holds_alternative<Omission>(log_.entries.back());
    if (!left_out) problem(line, "an answer without a command", "is the log's beginning missing?");
    return;
  }
  if (message->bytes.size() < 2) {
    problem(line, "an answer has at least the two bytes of its status word");
    return finish();
  }
  waiting_->response = *std::move(message);
  finish();
}

void Pairing::entry(Entry entry) {
  finish();
  log_.entries.push_back(std::move(entry));
}

void Pairing::problem(std::size_t line, std::string what, std::string cure) {
  if (log_.problems.size() >= most_problems) return;
  log_.problems.push_back({std::move(what), fmt::format("{}:{}", file_, line), std::move(cure)});
}

void Pairing::finish() {
  if (waiting_) log_.entries.emplace_back(*std::move(waiting_));
  waiting_.reset();
}

std::string_view to_string(LogFormat format) {
  switch (format) {
    case LogFormat::pcscd:
      return "pcscd's APDU log";
    case LogFormat::opensc:
      return "OpenSC's debug log";
    case LogFormat::journal:
      return "a journal of ours";
    case LogFormat::plain:
      break;
  }
  return "plain text";
}

Result<Log> read_log(std::string_view text, const std::string& file) {
  if (text.size() > longest_log)
    return failure("a log of more than 256 MiB", file, "cut out the part that matters");
  const auto format = recognise(text);
  if (!format) {
    return failure("no exchange found: this is no log of pcscd --apdu, OPENSC_DEBUG=9, ours, or \"> hex\"",
                   file, "take one with `pcscd --foreground --apdu` or `OPENSC_DEBUG=9`");
  }
  Log log{*format, {}, {}};
  switch (*format) {
    case LogFormat::pcscd:
      read_pcscd(text, log, file);
      break;
    case LogFormat::opensc:
      read_opensc(text, log, file);
      break;
    case LogFormat::journal:
      read_journal(text, log, file);
      break;
    case LogFormat::plain:
      read_plain(text, log, file);
      break;
  }
  return log;
}

}  // namespace tameshi::trace
