#include <zlib.h>

#include "base/result.hpp"
#include "fake-jlis/pictures/bitmap.hpp"

// PNG, ISO/IEC 15948. cairo's own writer makes eight bits of one, so the few chunks are written here.
namespace tameshi::jlis::pictures {
namespace {

Bytes be32(std::size_t value) {
  return {static_cast<std::uint8_t>(value >> 24), static_cast<std::uint8_t>(value >> 16),
          static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)};
}

// Length, type, data, CRC over type and data (§5.3).
Bytes chunk(std::string_view type, ByteView data) {
  const auto checked = concat({bytes_of(type), data});
  const auto crc = ::crc32(0, checked.data(), static_cast<uInt>(checked.size()));
  return concat({be32(data.size()), checked, be32(crc)});
}

// §11.2.2: greyscale of one bit, deflate, filter method 0, not interlaced.
Bytes header(const Bitmap& bitmap) {
  constexpr std::uint8_t format[] = {1, 0, 0, 0, 0};
  return concat({be32(bitmap.width), be32(bitmap.height), format});
}

// Each row behind its filter type (0, none), the leftmost dot in the highest bit, 1 is white (§7.2, §9.2).
Bytes scanlines(const Bitmap& bitmap) {
  Bytes out;
  for (unsigned y = 0; y < bitmap.height; ++y) {
    out.push_back(0);
    const auto row = out.size();
    out.resize(row + (bitmap.width + 7) / 8);
    for (unsigned x = 0; x < bitmap.width; ++x) {
      if (!bitmap.at(x, y)) out[row + x / 8] = static_cast<std::uint8_t>(out[row + x / 8] | 0x80U >> (x % 8));
    }
  }
  return out;
}

Bytes deflated(ByteView data) {
  auto size = ::compressBound(data.size());
  Bytes out(size);
  if (::compress2(out.data(), &size, data.data(), data.size(), Z_BEST_COMPRESSION) != Z_OK)
    throw Trouble("zlib has no room for a picture", "", "");
  out.resize(size);
  return out;
}

}  // namespace

Bytes to_png(const Bitmap& bitmap) {
  constexpr std::uint8_t signature[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  return concat({signature, chunk("IHDR", header(bitmap)), chunk("IDAT", deflated(scanlines(bitmap))),
                 chunk("IEND", {})});
}

}  // namespace tameshi::jlis::pictures
