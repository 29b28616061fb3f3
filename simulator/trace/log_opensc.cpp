// OPENSC_DEBUG=9: "Outgoing APDU (n bytes):" or "Incoming APDU (n bytes):", then lines of up to 16 bytes in
// hex, each with its characters behind.
#include <algorithm>
#include <charconv>

#include "simulator/trace/log_reading.hpp"

namespace tameshi::trace {
namespace {

constexpr std::size_t bytes_per_line = 16;

std::optional<std::size_t> size_in(std::string_view heading) {
  const auto open = heading.find('(');
  if (open == heading.npos) return std::nullopt;
  std::size_t size = 0;
  const auto done = std::from_chars(heading.data() + open + 1, heading.data() + heading.size(), size);
  if (done.ec != std::errc{} || size > longest_apdu) return std::nullopt;
  return size;
}

// The characters behind the hex may look like hex themselves: only the announced bytes count.
std::optional<Message> read_dump(Lines& lines, std::size_t size) {
  Message out;
  while (out.bytes.size() < size) {
    const auto line = lines.next();
    if (!line) return std::nullopt;
    const auto count = std::min(bytes_per_line, size - out.bytes.size());
    if (line->size() < 3 * count - 1) return std::nullopt;
    const auto bytes = from_hex(line->substr(0, 3 * count - 1));
    if (!bytes || bytes->size() != count) return std::nullopt;
    append(out.bytes, *bytes);
  }
  return out;
}

std::optional<Message> read_below(Lines& lines, std::string_view heading) {
  const auto size = size_in(heading);
  return size ? read_dump(lines, *size) : std::nullopt;
}

}  // namespace

void read_opensc(std::string_view text, Log& log, const std::string& file) {
  Pairing pairing(log, file);
  Lines lines(text);
  while (const auto line = lines.next()) {
    const auto heading = trimmed(*line);
    const auto number = lines.number();
    if (heading.starts_with("Outgoing APDU (")) {
      pairing.command(number, read_below(lines, heading));
    } else if (heading.starts_with("Incoming APDU (")) {
      pairing.response(number, read_below(lines, heading));
    }
  }
  pairing.finish();
}

}  // namespace tameshi::trace
