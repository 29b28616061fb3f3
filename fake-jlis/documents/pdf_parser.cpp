// ISO 32000-1 §7.2, §7.3.
#include <fmt/format.h>

#include <algorithm>

#include "fake-jlis/documents/pdf_object.hpp"

namespace tameshi::jlis::documents::pdf {
namespace {

using Kind = Object::Kind;

constexpr unsigned deepest = 32;               // OURS
constexpr std::size_t most_objects = 200'000;  // OURS: within one
constexpr std::size_t longest_number = 15;     // digits: fits a long, and any file

constexpr std::string_view white("\0\t\n\f\r ", 6);
constexpr std::string_view delimiters("()<>[]{}/%");

bool is_white(std::uint8_t c) {
  return white.find(static_cast<char>(c)) != std::string_view::npos;
}
bool ends_word(std::uint8_t c) {
  return is_white(c) || delimiters.find(static_cast<char>(c)) != std::string_view::npos;
}
bool is_digits(std::string_view text) {
  return !text.empty() && text.size() <= longest_number &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}
int hex_digit(std::uint8_t c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

// [+-]digits[.digits], with digits on one side at least.
bool is_real(std::string_view text) {
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) text.remove_prefix(1);
  const auto dots = std::count(text.begin(), text.end(), '.');
  return dots <= 1 && text.size() > static_cast<std::size_t>(dots) && text.size() <= 2 * longest_number &&
         text.find_first_not_of("0123456789.") == std::string_view::npos;
}

}  // namespace

tl::unexpected<Problem> Parser::refuse(std::string_view what) const {
  return failure(std::string(what), fmt::format("byte {}", at_));
}

void Parser::skip_space() {
  while (at_ < bytes_.size()) {
    if (bytes_[at_] == '%') {
      while (at_ < bytes_.size() && bytes_[at_] != '\n' && bytes_[at_] != '\r') ++at_;
    } else if (is_white(bytes_[at_])) {
      ++at_;
    } else {
      return;
    }
  }
}

std::string_view Parser::word() const {
  auto end = at_;
  while (end < bytes_.size() && !ends_word(bytes_[end])) ++end;
  return text_of(bytes_.subspan(at_, end - at_));
}

bool Parser::take(std::string_view expected) {
  skip_space();
  if (word() != expected) return false;
  at_ += expected.size();
  return true;
}

Result<long> Parser::number() {
  skip_space();
  const auto digits = word();
  if (!is_digits(digits)) return refuse("a number is missing");
  at_ += digits.size();
  return std::stol(std::string(digits));
}

Result<Object> Parser::object() {
  return value(0);
}

Result<Object> Parser::value(unsigned depth) {
  skip_space();
  if (depth > deepest) return refuse("objects lie too deep");
  if (++count_ > most_objects) return refuse("more objects than we read");
  const auto begin = at_;
  auto out = [&]() -> Result<Object> {
    const auto c = peek();
    if (c == '[') return array(depth);
    if (c == '<') return peek(1) == '<' ? dictionary(depth) : hex_string();
    if (c == '(') return literal_string();
    if (c == '/') {
      TRY(const auto text, name_text());
      return name(text);
    }
    return (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.' ? numeric() : keyword();
  }();
  if (!out) return out;
  out->begin = begin;
  out->end = at_;
  return out;
}

Result<Object> Parser::array(unsigned depth) {
  Object out;
  out.kind = Kind::array;
  for (++at_;;) {
    skip_space();
    if (peek() == ']') break;
    TRY(auto item, value(depth + 1));
    out.items.push_back(std::move(item));
  }
  ++at_;
  return out;
}

Result<Object> Parser::dictionary(unsigned depth) {
  Object out;
  out.kind = Kind::dictionary;
  for (at_ += 2;;) {
    skip_space();
    if (peek() == '>' && peek(1) == '>') break;
    if (peek() != '/') return refuse("a key is missing");
    TRY(auto key, name_text());
    if (!out.at(key).is_null()) return refuse("a dictionary has the key " + key + " twice");
    TRY(auto found, value(depth + 1));
    out.entries.push_back({std::move(key), std::move(found)});
  }
  at_ += 2;
  return out;
}

// A number, or "12 0 R".
Result<Object> Parser::numeric() {
  const auto text = word();
  if (!is_real(text)) return refuse("what begins like a number is none");
  at_ += text.size();
  const auto digits = text.find_first_of("0123456789.");
  const bool is_whole = is_digits(text.substr(digits));
  Object out;
  out.kind = is_whole ? Kind::integer : Kind::real;
  out.text = is_whole ? std::string() : std::string(text);
  if (!is_whole) return out;
  out.number = std::stol(std::string(text.substr(digits))) * (text[0] == '-' ? -1 : 1);
  if (digits != 0) return out;
  const auto behind = at_;
  const auto generation = number();
  if (generation && *generation <= 65535 && take("R")) return pdf::reference(out.number, *generation);
  at_ = behind;
  return out;
}

// #41 is A (ISO 32000-1 §7.3.5).
Result<std::string> Parser::name_text() {
  ++at_;
  std::string out;
  while (at_ < bytes_.size() && !ends_word(bytes_[at_])) {
    if (bytes_[at_] != '#') {
      out += static_cast<char>(bytes_[at_++]);
      continue;
    }
    const int high = hex_digit(peek(1));
    const int low = hex_digit(peek(2));
    if (high < 0 || low < 0 || high + low == 0) return refuse("a name with a broken #");
    out += static_cast<char>(high * 16 + low);
    at_ += 3;
  }
  return out;
}

Result<Object> Parser::hex_string() {
  std::string digits;
  for (++at_; at_ < bytes_.size() && bytes_[at_] != '>'; ++at_) {
    if (is_white(bytes_[at_])) continue;
    if (hex_digit(bytes_[at_]) < 0) return refuse("a string has something else than digits");
    digits += static_cast<char>(bytes_[at_]);
  }
  if (at_ == bytes_.size()) return refuse("a string does not end");
  ++at_;
  if (digits.size() % 2 != 0) digits += '0';
  return string(text_of(*from_hex(digits)));
}

// ISO 32000-1 §7.3.4.2.
Result<Object> Parser::literal_string() {
  constexpr std::string_view from = "nrtbf()\\";
  constexpr std::string_view to = "\n\r\t\b\f()\\";
  std::string out;
  unsigned open = 1;
  for (++at_; at_ < bytes_.size(); ++at_) {
    const auto c = static_cast<char>(bytes_[at_]);
    if (c == '(') ++open;
    if (c == ')' && --open == 0) break;
    if (c != '\\') {
      out += c;
      continue;
    }
    const auto escaped = static_cast<char>(peek(1));
    ++at_;
    if (const auto known = from.find(escaped); known != std::string_view::npos) {
      out += to[known];
    } else if (escaped >= '0' && escaped <= '7') {
      unsigned code = 0;
      unsigned count = 0;
      for (; count < 3 && peek(count) >= '0' && peek(count) <= '7'; ++count)
        code = code * 8 + peek(count) - '0';
      out += static_cast<char>(code & 0xFF);
      at_ += count - 1;
    } else if (escaped == '\r') {
      if (peek(1) == '\n') ++at_;  // a line that goes on
    } else if (escaped != '\n') {
      out += escaped;
    }
  }
  if (at_ >= bytes_.size()) return refuse("a string does not end");
  ++at_;
  return string(out);
}

Result<Object> Parser::keyword() {
  const auto text = word();
  Object out;
  if (text == "true" || text == "false") {
    out.kind = Kind::boolean;
    out.number = text == "true" ? 1 : 0;
  } else if (text != "null") {
    return refuse(at_ >= bytes_.size() ? "the file ends within an object" : "something that is no object");
  }
  at_ += text.size();
  return out;
}

}  // namespace tameshi::jlis::documents::pdf
