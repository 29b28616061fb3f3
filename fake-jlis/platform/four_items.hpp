// What a signature certificate says of the person: facts/pki.md §1.5.
#pragma once

#include <string>

#include "fake-jlis/platform/certificate.hpp"
#include "fake-jlis/platform/reason.hpp"

namespace tameshi::jlis::platform {

struct FourItems {
  std::string name;
  std::string birth_date;  // "1995-04-10"; parts that are not known are zeros
  std::string sex;         // "1" male, "2" female, "3" not known
  std::string address;
  std::string name_substitutes;  // a digit for each character: 1 where it stands for one that has no code
  std::string address_substitutes;

  bool operator==(const FourItems&) const = default;
};

// Every item once, in its form, before that instant; anything else is refused: who cannot be read is nobody.
Verified<FourItems> four_items_of(const Certificate& certificate, Instant now);

}  // namespace tameshi::jlis::platform
