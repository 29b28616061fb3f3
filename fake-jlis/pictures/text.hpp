// Japanese text as a 1-bit PNG.
#pragma once

#include <string>

#include "fake-jlis/pictures/bitmap.hpp"

namespace tameshi::jlis::pictures {

struct TextBox {
  unsigned width = 0;   // lines are broken to it
  unsigned height = 0;  // at least; more lines make it higher
  unsigned pixels = 0;  // of a character
  const char* font = "Noto Sans CJK JP";
};

// Trouble when the font is not there. A character that it lacks becomes the geta mark 〓, as in
// print.
Bytes text_png(const std::string& text, const TextBox& box);

}  // namespace tameshi::jlis::pictures
