#include "base/flat_object.hpp"

#include <algorithm>
#include <charconv>

#include "base/utf8.hpp"

namespace tameshi {
namespace {

class Cursor {
 public:
  explicit Cursor(std::string_view line) : rest_(line) {}

  [[nodiscard]] bool done() const { return rest_.empty(); }
  bool take(char wanted) {
    if (!rest_.starts_with(wanted)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  std::optional<std::string_view> string() {
    if (!rest_.starts_with('"')) return std::nullopt;
    const auto end = rest_.find('"', 1);
    if (end == std::string_view::npos) return std::nullopt;
    const auto out = rest_.substr(1, end - 1);
    rest_.remove_prefix(end + 1);
    return out;
  }
  // RFC 8259 §6: no leading zeros; a fraction or an exponent is refused by what must follow.
  std::optional<std::uint64_t> number() {
    std::uint64_t out = 0;
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), out);
    const auto length = static_cast<std::size_t>(end - rest_.data());
    if (error != std::errc{} || (length > 1 && rest_.starts_with('0'))) return std::nullopt;
    rest_.remove_prefix(length);
    return out;
  }

 private:
  std::string_view rest_;
};

std::optional<FlatObject::Value> value_at(Cursor& cursor) {
  if (const auto text = cursor.string()) return *text;
  if (const auto number = cursor.number()) return *number;
  return std::nullopt;
}

bool is_plain(std::string_view line) {
  const auto escapes = [](char c) { return c == '\\' || static_cast<unsigned char>(c) < 0x20; };
  return std::none_of(line.begin(), line.end(), escapes) && !first_malformed_utf8(line);
}

}  // namespace

std::optional<FlatObject> FlatObject::read(std::string_view line) {
  constexpr std::size_t usual = 16;
  if (!is_plain(line)) return std::nullopt;
  Cursor cursor(line);
  if (!cursor.take('{')) return std::nullopt;
  FlatObject out;
  out.fields_.reserve(usual);
  do {
    const auto key = cursor.string();
    if (!key || !cursor.take(':')) return std::nullopt;
    const auto value = value_at(cursor);
    if (!value) return std::nullopt;
    out.fields_.emplace_back(*key, *value);
  } while (cursor.take(','));
  if (!cursor.take('}') || !cursor.done()) return std::nullopt;
  return out;
}

const FlatObject::Value* FlatObject::find(std::string_view key) const {
  const auto found =
      std::find_if(fields_.rbegin(), fields_.rend(), [&](const auto& field) { return field.first == key; });
  return found == fields_.rend() ? nullptr : &found->second;
}

std::optional<std::string_view> FlatObject::text(std::string_view key) const {
  const auto* value = find(key);
  const auto* text = value == nullptr ? nullptr : std::get_if<std::string_view>(value);
  return text == nullptr ? std::nullopt : std::optional(*text);
}

std::optional<std::uint64_t> FlatObject::number(std::string_view key) const {
  const auto* value = find(key);
  const auto* number = value == nullptr ? nullptr : std::get_if<std::uint64_t>(value);
  return number == nullptr ? std::nullopt : std::optional(*number);
}

}  // namespace tameshi
