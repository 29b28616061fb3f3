// Text strings of PDF and UTF-8 (ISO 32000-1 §7.9.2.2).
#include <optional>

#include "base/utf8.hpp"
#include "fake-jlis/documents/pdf_object.hpp"
#include "fake-jlis/documents/utf16.hpp"

namespace tameshi::jlis::documents::pdf {
namespace {

constexpr std::string_view utf16_mark = "\xFE\xFF";
constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";

}  // namespace

std::string utf8_of(std::string_view text) {
  if (text.starts_with(utf16_mark)) return utf8_from_utf16(text.substr(utf16_mark.size()));
  if (text.starts_with(utf8_mark) && !first_malformed_utf8(text))
    return std::string(text.substr(utf8_mark.size()));
  std::string out;
  for (const char c : text) append_utf8(out, static_cast<unsigned char>(c));
  return out;
}

std::string text_string(std::string_view utf8) {
  bool is_ascii = true;
  for (const char c : utf8) is_ascii = is_ascii && static_cast<unsigned char>(c) < 0x80;
  return is_ascii ? std::string(utf8) : std::string(utf16_mark) + utf16_from_utf8(utf8);
}

}  // namespace tameshi::jlis::documents::pdf
