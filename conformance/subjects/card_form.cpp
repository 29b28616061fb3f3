#include "conformance/subjects/card_form.hpp"

#include <algorithm>

#include "base/mutant.hpp"

namespace tameshi::subjects {
namespace {

constexpr std::uint16_t my_number_tag = 0xFF10;
constexpr std::uint16_t attributes_tag = 0xFF20;
constexpr std::uint16_t name_tag = 0xDF22;
constexpr std::uint16_t address_tag = 0xDF23;
constexpr std::uint16_t birth_tag = 0xDF24;
constexpr std::uint16_t sex_tag = 0xDF25;

struct Head {
  std::uint16_t tag = 0;
  std::size_t begin = 0;  // of the value
  std::size_t length = 0;
};

// Two bytes of tag, a length of one byte or of 82 and two.
std::optional<Head> head_of(ByteView bytes) {
  constexpr std::uint8_t one_more = 0x81;
  constexpr std::uint8_t two_more = 0x82;
  if (bytes.size() < 3) return std::nullopt;
  const auto tag = static_cast<std::uint16_t>(be16(bytes));
  if (bytes[2] < 0x80U || mutant("reads-form-lengths-of-one-byte")) return Head{tag, 3, bytes[2]};
  if (bytes[2] == one_more && bytes.size() >= 4) return Head{tag, 4, bytes[3]};
  if (bytes[2] == two_more && bytes.size() >= 5) return Head{tag, 5, be16(bytes.subspan(3))};
  return std::nullopt;
}

std::optional<ByteView> value_in(ByteView bytes, std::uint16_t tag) {
  const auto head = head_of(bytes);
  if (!head || head->tag != tag || head->length > bytes.size() - head->begin) return std::nullopt;
  return bytes.subspan(head->begin, head->length);
}

// Among those that follow one another.
std::optional<std::string> text_among(ByteView bytes, std::uint16_t tag) {
  while (const auto head = head_of(bytes)) {
    if (head->length > bytes.size() - head->begin) return std::nullopt;
    if (head->tag == tag) return std::string(text_of(bytes.subspan(head->begin, head->length)));
    bytes = bytes.subspan(head->begin + head->length);
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> my_number_in(ByteView file) {
  constexpr std::size_t digits = 12;
  const auto value = value_in(file, my_number_tag);
  const auto is_digit = [](std::uint8_t c) { return c >= '0' && c <= '9'; };
  if (!value || value->size() != digits || !std::all_of(value->begin(), value->end(), is_digit))
    return std::nullopt;
  return std::string(text_of(*value));
}

std::optional<Attributes> attributes_in(ByteView file) {
  const auto whole = value_in(file, attributes_tag);
  if (!whole) return std::nullopt;
  const auto name = text_among(*whole, name_tag);
  const auto address = text_among(*whole, address_tag);
  const auto birth = text_among(*whole, birth_tag);
  const auto sex = text_among(*whole, sex_tag);
  if (!name || !address || !birth || !sex) return std::nullopt;
  return Attributes{*name, *address, *birth, *sex};
}

std::optional<std::size_t> size_of_form(ByteView beginning) {
  const auto head = head_of(beginning);
  if (!head) return std::nullopt;
  return head->begin + head->length;
}

}  // namespace tameshi::subjects
