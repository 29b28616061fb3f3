// Bytes that somebody may want to look at or keep.
#include <fmt/format.h>

#include "base/openssl_printed.hpp"
#include "reports/html_parts.hpp"

namespace tameshi::reports {
namespace {

// What a browser saves it as: nothing of a name from outside but harmless characters.
std::string file_name(std::string_view name, std::string_view ending) {
  std::string out;
  for (const char c : name) {
    const bool harmless =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    out += harmless ? c : '_';
  }
  return out + std::string(ending);
}

Markup saved(std::string_view name, std::string_view ending, ByteView contents, std::string_view as) {
  const auto address = "data:application/octet-stream;base64," + base64(contents);
  const auto link = say(&Words::download) + text(as.empty() ? "" : fmt::format(" {}", as));
  return element("a", {{"href", address}, {"download", file_name(name, ending)}}, link);
}

}  // namespace

Markup evidence_of(std::string_view name, const Bytes& contents) {
  // 30 opens a SEQUENCE: certificates and the like in DER.
  const bool der = !contents.empty() && contents.front() == 0x30;
  auto raw = saved(name, der ? ".der" : ".bin", contents, der ? "DER" : "");
  const auto read = openssl::printed(contents);
  if (!read) return raw;
  const auto armoured = bytes_of(pem(read->armour, contents));
  return raw + text(" ") + saved(name, ".pem", armoured, "PEM") +
         fold(false, "decoded", say(&Words::decoded) + text(fmt::format(": {}", read->name)),
              printed(read->text));
}

}  // namespace tameshi::reports
