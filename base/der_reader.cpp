#include "base/der_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tameshi::der {
namespace {

struct Header {
  std::size_t size = 0;         // of tag and length octets
  std::size_t length = 0;       // of the contents
  std::string_view wrong = {};  // why it is none
};

Header long_length(ByteView bytes) {
  const std::size_t octets = bytes[1] & 0x7FU;
  if (octets == 0) return {.wrong = "has an indefinite length"};
  if (octets > 4) return {.wrong = "has a length of more than four octets"};
  if (bytes.size() < 2 + octets) return {.wrong = "is cut off in its length"};
  Header out{.size = 2 + octets};
  for (std::size_t i = 0; i < octets; ++i) out.length = (out.length << 8) | bytes[2 + i];
  if (bytes[2] == 0 || out.length < 0x80) out.wrong = "has a length that is not in its shortest form";
  return out;
}

Header header_of(ByteView bytes) {
  if ((bytes[0] & 0x1F) == 0x1F) return {.wrong = "has a tag number above 30"};
  if (bytes.size() < 2) return {.wrong = "is cut off after its tag"};
  auto out = bytes[1] < 0x80 ? Header{.size = 2, .length = bytes[1]} : long_length(bytes);
  if (out.wrong.empty() && out.length > bytes.size() - out.size) out.wrong = "is cut off";
  return out;
}

tl::unexpected<Problem> refuse_contents(const Element& element, std::string_view why) {
  return failure(std::string(why), fmt::format("byte {}", element.offset));
}

bool is_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

unsigned number_in(std::string_view digits) {
  unsigned out = 0;
  for (const char c : digits) out = 10 * out + static_cast<unsigned>(c - '0');
  return out;
}

}  // namespace

tl::unexpected<Problem> Reader::refuse(std::string_view what, std::string_view why) const {
  return failure(fmt::format("{} {}", what, why), fmt::format("byte {}", offset_));
}

Result<Element> Reader::next(std::string_view what) {
  if (rest_.empty()) return refuse(what, "is missing");
  const auto header = header_of(rest_);
  if (!header.wrong.empty()) return refuse(what, header.wrong);
  const auto size = header.size + header.length;
  const Element out{rest_[0], rest_.subspan(header.size, header.length), rest_.first(size),
                    offset_ + header.size};
  rest_ = rest_.subspan(size);
  offset_ += size;
  return out;
}

Result<Element> Reader::next(std::uint8_t tag, std::string_view what) {
  if (rest_.empty()) return refuse(what, "is missing");
  if (rest_[0] != tag) return refuse(what, fmt::format("has tag {:02X} instead of {:02X}", rest_[0], tag));
  return next(what);
}

Result<std::optional<Element>> Reader::next_if(std::uint8_t tag, std::string_view what) {
  if (!next_is(tag)) return std::optional<Element>();
  TRY(auto element, next(what));
  return std::optional<Element>(element);
}

Result<void> Reader::end(std::string_view what) const {
  if (!rest_.empty()) return refuse(what, fmt::format("is followed by {} bytes too many", rest_.size()));
  return {};
}

Result<bool> boolean_in(const Element& element) {
  if (element.contents.size() != 1 || (element.contents[0] != 0x00 && element.contents[0] != 0xFF)) {
    return refuse_contents(element, "a BOOLEAN is FF or 00");
  }
  return element.contents[0] == 0xFF;
}

Result<ByteView> integer_in(const Element& element) {
  const auto octets = element.contents;
  if (octets.empty()) return refuse_contents(element, "a number without octets");
  if (octets.size() > 1 &&
      ((octets[0] == 0x00 && octets[1] < 0x80) || (octets[0] == 0xFF && octets[1] >= 0x80))) {
    return refuse_contents(element, "a number that is not in its shortest form");
  }
  return octets;
}

std::optional<std::uint64_t> unsigned_in(ByteView octets) {
  if (octets.empty() || octets[0] >= 0x80) return std::nullopt;
  if (octets[0] == 0) octets = octets.subspan(1);
  if (octets.size() > 8) return std::nullopt;
  std::uint64_t out = 0;
  for (const auto octet : octets) out = (out << 8) | octet;
  return out;
}

Result<std::string> oid_in(const Element& element) {
  if (element.contents.empty() || element.contents.back() >= 0x80) {
    return refuse_contents(element, "an object identifier that is cut off");
  }
  std::string out;
  std::uint64_t arc = 0;
  for (const auto octet : element.contents) {
    // X.690 §8.19.2: the first octet of an arc is not 80.
    if (arc == 0 && octet == 0x80) return refuse_contents(element, "an arc that is not in its shortest form");
    if (arc >> 57 != 0) return refuse_contents(element, "an arc of more than 64 bits");
    arc = (arc << 7) | (octet & 0x7FU);
    if (octet >= 0x80) continue;
    if (out.empty()) {
      const std::uint64_t first = arc < 80 ? arc / 40 : 2;
      out = fmt::format("{}.{}", first, arc - first * 40);
    } else {
      out += fmt::format(".{}", arc);
    }
    arc = 0;
  }
  return out;
}

Result<ByteView> octets_of_bits_in(const Element& element) {
  if (element.contents.empty() || element.contents[0] != 0) {
    return refuse_contents(element, "a BIT STRING that is not of whole octets");
  }
  return element.contents.subspan(1);
}

Result<std::uint32_t> named_bits_in(const Element& element) {
  const auto octets = element.contents;
  if (octets.empty() || octets.size() > 5 || octets[0] > 7)
    return refuse_contents(element, "no list of named bits");
  const auto unused = octets[0];
  if (octets.size() == 1) {
    if (unused == 0) return 0U;
    return refuse_contents(element, "unused bits of nothing");
  }
  // The last bit is a one, and what lies behind it is zero.
  if ((octets.back() & ((1U << unused) - 1U)) != 0 || (octets.back() & (1U << unused)) == 0)
    return refuse_contents(element, "named bits that end with zeros");
  std::uint32_t out = 0;
  for (std::size_t i = 1; i < octets.size(); ++i) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      if ((octets[i] & (0x80U >> bit)) != 0) out |= 1U << (8 * (i - 1) + bit);
    }
  }
  return out;
}

Result<Instant> time_in(const Element& element) {
  using namespace std::chrono;
  const bool utc = element.tag == utc_time_tag;
  const auto text = text_of(element.contents);
  const std::size_t year_digits = utc ? 2 : 4;
  if (!utc && element.tag != generalized_time_tag) return refuse_contents(element, "no time");
  if (text.size() != year_digits + 11 || text.back() != 'Z' || !is_digits(text.substr(0, text.size() - 1)))
    return refuse_contents(element, "a time that is not written to the second with a Z");
  const auto two = [&](std::size_t place) { return number_in(text.substr(year_digits + 2 * place, 2)); };
  auto in_year = static_cast<int>(number_in(text.substr(0, year_digits)));
  if (utc) in_year += in_year < 50 ? 2000 : 1900;
  const year_month_day date{year{in_year}, month{two(0)}, day{two(1)}};
  if (!date.ok() || two(2) > 23 || two(3) > 59 || two(4) > 59)
    return refuse_contents(element, "a time that does not exist");
  return Instant(sys_days{date}) + hours{two(2)} + minutes{two(3)} + seconds{two(4)};
}

}  // namespace tameshi::der
