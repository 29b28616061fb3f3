// A picture of black and white dots, and a greyscale one.
#pragma once

#include <cstdint>
#include <vector>

#include "base/bytes.hpp"

namespace tameshi::jlis::pictures {

struct Bitmap {
  Bitmap(unsigned w, unsigned h) : width(w), height(h), black(std::size_t{w} * h) {}

  unsigned width;
  unsigned height;
  std::vector<bool> black;  // row by row

  void set(unsigned x, unsigned y) { black[std::size_t{y} * width + x] = true; }
  [[nodiscard]] bool at(unsigned x, unsigned y) const { return black[std::size_t{y} * width + x]; }
};

struct GreyImage {
  unsigned width = 0;
  unsigned height = 0;
  Bytes dots;  // row by row, 0 is black
};

// PNG of one bit per dot.
Bytes to_png(const Bitmap& bitmap);

}  // namespace tameshi::jlis::pictures
