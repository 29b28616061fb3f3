#include "simulator/trace/tlv.hpp"

#include <algorithm>

namespace tameshi::trace {
namespace {

constexpr std::size_t longest_tag = 3;
constexpr std::size_t longest_length = 3;
constexpr int deepest = 16;

struct Tag {
  std::uint32_t value = 0;
  std::size_t size = 0;
};

// Low five bits all set: more octets follow, each but the last with bit 8 (X.690 §8.1.2.4).
std::optional<Tag> read_tag(ByteView bytes) {
  Tag out{bytes[0], 1};
  if ((bytes[0] & 0x1F) != 0x1F) return out;
  while (out.size < longest_tag && out.size < bytes.size()) {
    const auto octet = bytes[out.size++];
    out.value = out.value << 8 | octet;
    if ((octet & 0x80) == 0) return out;
  }
  return std::nullopt;
}

bool is_filling(ByteView bytes) {
  return bytes[0] == 0x00 || (bytes[0] == 0xFF && bytes.size() > 1 && bytes[1] == 0xFF);
}

bool only_filling(ByteView bytes) {
  const auto all = [&](std::uint8_t filler) {
    return std::all_of(bytes.begin(), bytes.end(), [=](auto b) { return b == filler; });
  };
  return all(0xFF) || all(0x00);
}

std::optional<std::vector<Tlv>> read_level(ByteView bytes, int depth) {
  std::vector<Tlv> out;
  while (!bytes.empty() && !only_filling(bytes)) {
    const auto header = read_header(bytes);
    if (!header || header->whole() > bytes.size()) return std::nullopt;
    Tlv tlv{*header, bytes.subspan(header->size, header->length), {}};
    if (header->constructed) {
      if (depth == deepest) return std::nullopt;
      auto inside = read_level(tlv.value, depth + 1);
      if (!inside) return std::nullopt;
      tlv.inside = *std::move(inside);
    }
    out.push_back(std::move(tlv));
    bytes = bytes.subspan(header->whole());
  }
  return out;
}

}  // namespace

std::optional<TlvHeader> read_header(ByteView bytes) {
  if (bytes.empty() || is_filling(bytes)) return std::nullopt;
  const auto tag = read_tag(bytes);
  if (!tag || tag->size >= bytes.size()) return std::nullopt;
  TlvHeader out{tag->value, (bytes[0] & 0x20) != 0, tag->size + 1, bytes[tag->size]};
  if (out.length < 0x80) return out;
  const std::size_t octets = out.length & 0x7F;
  if (octets == 0 || octets > longest_length || bytes.size() < out.size + octets) return std::nullopt;
  out.length = 0;
  for (std::size_t i = 0; i < octets; ++i) out.length = out.length << 8 | bytes[out.size + i];
  out.size += octets;
  return out;
}

std::optional<std::vector<Tlv>> read_tlvs(ByteView bytes) {
  return read_level(bytes, 0);
}

}  // namespace tameshi::trace
