// A portrait of nobody: drawn from a few traits, in greys.
#pragma once

#include <array>
#include <cstdint>

#include "fake-jlis/pictures/bitmap.hpp"

namespace tameshi::jlis::pictures {

struct Traits {
  std::array<std::uint8_t, 8> seed{};  // face, hair, clothes
  int born = 0;                        // year, or 0: older people have lighter hair
  bool long_hair = false;
};

struct PortraitSize {
  unsigned width = 0;
  unsigned height = 0;
};

GreyImage portrait(const Traits& traits, const PortraitSize& size);

}  // namespace tameshi::jlis::pictures
