// Greyscale JPEG 2000 in a .jp2 file (ISO/IEC 15444-1), by OpenJPEG.
#pragma once

#include "fake-jlis/pictures/bitmap.hpp"

namespace tameshi::jlis::pictures {

// About `size` bytes, never much more.
Bytes jpeg2000(const GreyImage& image, std::size_t size);

}  // namespace tameshi::jlis::pictures
