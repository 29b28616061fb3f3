// Logs of exchanges that were taken elsewhere. Which program wrote one is seen from its lines.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "simulator/trace/exchange.hpp"

namespace tameshi::trace {

enum class LogFormat {
  pcscd,    // pcscd --foreground --apdu: "00000012 APDU: 00 A4 …", "00000034 SW: 90 00"
  opensc,   // OPENSC_DEBUG=9: "Outgoing APDU (n bytes):" and lines of hex and characters
  journal,  // our journal.jsonl
  plain,    // "> 00 A4 …", "< 90 00", "-- ON"
};

struct LoggedExchange {
  std::size_t line = 0;  // of the command, from 1
  Message command;
  Message response;  // empty when none was logged
};
// The card was powered up or reset.
struct PowerUp {};
// The log says that it leaves exchanges out.
struct Omission {};
using Entry = std::variant<LoggedExchange, PowerUp, Omission>;

struct Log {
  LogFormat format = LogFormat::plain;
  std::vector<Entry> entries;
  std::vector<Problem> problems;  // lines that should be readable and are not, with file:line
};

inline constexpr std::size_t longest_log = std::size_t{256} << 20;
// The longest command or response APDU: 7 bytes of header and length, 65535 of data, 2 of Le (ISO/IEC 7816-4
// §5.2).
inline constexpr std::size_t longest_apdu = 65544;

// A refusal when no line looks like one of a log that is known here, or the text is too long. Other lines of
// a program's log are passed over.
Result<Log> read_log(std::string_view text, const std::string& file);

// "pcscd's APDU log".
std::string_view to_string(LogFormat format);

}  // namespace tameshi::trace
