#include "fake-jlis/documents/ber.hpp"

#include <fmt/format.h>

namespace tameshi::jlis::documents {
namespace {

constexpr unsigned deepest = 16;  // OURS
constexpr std::uint8_t constructed = 0x20;
constexpr std::uint8_t indefinite = 0x80;

bool is_end_mark(ByteView bytes) {
  return bytes.size() >= 2 && bytes[0] == 0x00 && bytes[1] == 0x00;
}

Result<void> append_octets(const der::Element& element, unsigned depth, Bytes& out) {
  if (element.tag == der::octet_string_tag) {
    append(out, element.contents);
    return {};
  }
  if (element.tag != (der::octet_string_tag | constructed) || depth == deepest)
    return failure("a piece of an OCTET STRING is none", fmt::format("byte {}", element.offset));
  for (BerReader pieces(element); !pieces.at_end();) {
    TRY(const auto piece, pieces.next("a piece"));
    if (auto appended = append_octets(piece, depth + 1, out); !appended) return appended;
  }
  return {};
}

}  // namespace

// The inner elements are walked over to find the end mark (X.690 §8.1.5).
Result<der::Element> BerReader::take_indefinite(std::string_view what, unsigned depth) {
  if (depth == deepest)
    return failure(fmt::format("{} lies too deep", what), fmt::format("byte {}", offset_));
  BerReader inside(rest_.subspan(2), offset_ + 2);
  while (!is_end_mark(inside.rest_)) {
    if (auto walked = inside.take(what, depth + 1); !walked) return walked;
  }
  const auto size = rest_.size() - 2 - inside.rest_.size();
  const der::Element out{rest_[0], rest_.subspan(2, size), rest_.first(size + 4), offset_ + 2};
  rest_ = rest_.subspan(size + 4);
  offset_ += size + 4;
  return out;
}

Result<der::Element> BerReader::take(std::string_view what, unsigned depth) {
  if (rest_.size() >= 2 && (rest_[0] & constructed) != 0 && rest_[1] == indefinite &&
      (rest_[0] & 0x1F) != 0x1F)
    return take_indefinite(what, depth);
  der::Reader reader(rest_, offset_);
  TRY(const auto out, reader.next(what));
  rest_ = rest_.subspan(out.whole.size());
  offset_ += out.whole.size();
  return out;
}

Result<der::Element> BerReader::next(std::string_view what) {
  return take(what, 0);
}

Result<der::Element> BerReader::next(std::uint8_t tag, std::string_view what) {
  if (rest_.empty() || rest_[0] != tag) return der::Reader(rest_, offset_).next(tag, what);
  return take(what, 0);
}

Result<std::optional<der::Element>> BerReader::next_if(std::uint8_t tag, std::string_view what) {
  if (!next_is(tag)) return std::optional<der::Element>();
  TRY(auto element, take(what, 0));
  return std::optional<der::Element>(element);
}

Result<void> BerReader::end(std::string_view what) const {
  return der::Reader(rest_, offset_).end(what);
}

Result<Bytes> octets_in(const der::Element& element) {
  Bytes out;
  if (auto appended = append_octets(element, 0, out); !appended) return tl::unexpected(appended.error());
  return out;
}

}  // namespace tameshi::jlis::documents
