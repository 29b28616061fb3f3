// Digits as 1-bit PNG, 6 by 12 dots each (fixtures/pictures/digits.yaml).
#pragma once

#include <string_view>

#include "fake-jlis/pictures/bitmap.hpp"

namespace tameshi::jlis::pictures {

Bitmap digits_bitmap(std::string_view digits);
Bytes digits_png(std::string_view digits);

}  // namespace tameshi::jlis::pictures
