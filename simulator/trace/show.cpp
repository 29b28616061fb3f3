#include "simulator/trace/show.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/clock.hpp"
#include "base/utf8.hpp"
#include "simulator/iso7816/command_apdu.hpp"

namespace tameshi::trace {
namespace {

constexpr std::size_t first_shown = 16;
constexpr std::size_t last_shown = 4;
constexpr std::size_t header = 4;

std::string stars(std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += i == 0 ? "**" : " **";
  return out;
}

// VERIFY, CHANGE REFERENCE DATA, RESET RETRY COUNTER (ISO/IEC 7816-4 §7.5.6-10) and JICSAP's CHANGE KEY and
// UNLOCK KEY (facts/card.md §4). The class does not matter: a wrong one carries the PIN all the same.
bool carries_pin(std::uint8_t ins) {
  constexpr std::array instructions{0x20, 0x21, 0x24, 0x25, 0x2C, 0x2D, 0x32, 0x54};
  return std::find(instructions.begin(), instructions.end(), ins) != instructions.end();
}

// How many bytes of a command with a PIN may be seen: up to the data, or the header alone where it is unclear
// where the data begin.
std::size_t shown_of(ByteView command) {
  const auto parsed = iso7816::parse_command(command);
  if (!parsed) return header;
  return parsed->data.empty() ? command.size() : header + (parsed->extended ? 3 : 1);
}

std::string shortened(ByteView bytes) {
  return fmt::format("{} .. {} ({} bytes)", spaced_hex(bytes.first(first_shown)),
                     spaced_hex(bytes.last(last_shown)), bytes.size());
}

bool is_control(unsigned char c) {
  return c < 0x20 || c == 0x7F;
}

}  // namespace

std::string shown_hex(ByteView bytes, const Options& options, bool is_private) {
  const bool is_short = bytes.size() <= first_shown + last_shown + 12 || options.all_data;
  if (is_private && !options.show_numbers) {
    return is_short ? stars(bytes.size()) : fmt::format("** .. ** ({} bytes)", bytes.size());
  }
  return is_short ? spaced_hex(bytes) : shortened(bytes);
}

std::string shown_command(ByteView command, const Options& options) {
  if (command.size() <= header || !carries_pin(command[1])) return shown_hex(command, options);
  const auto shown = shown_of(command);
  auto out = spaced_hex(command.first(shown));
  if (shown < command.size()) out += " " + stars(command.size() - shown);
  return out;
}

std::optional<std::string> shown_text(ByteView bytes) {
  const auto text = text_of(bytes);
  if (first_malformed_utf8(text)) return std::nullopt;
  if (std::any_of(text.begin(), text.end(),
                  [](char c) { return is_control(static_cast<unsigned char>(c)); })) {
    return std::nullopt;
  }
  // C1 controls are two bytes in UTF-8, C2 80 to C2 9F.
  for (std::size_t i = 0; i + 1 < bytes.size(); ++i) {
    if (bytes[i] == 0xC2 && bytes[i + 1] < 0xA0) return std::nullopt;
  }
  return fmt::format("\"{}\"", text);
}

std::string shown_date(ByteView bytes, const Options& options) {
  const auto text = text_of(bytes);
  if (text.size() == 8) {
    const auto date =
        parse_date(fmt::format("{}-{}-{}", text.substr(0, 4), text.substr(4, 2), text.substr(6)));
    if (date) return to_string(*date);
  }
  return shown_text(bytes).value_or(shown_hex(bytes, options));
}

}  // namespace tameshi::trace
