// A certificate in Python's hands.
#pragma once

#include "fake-jlis/ca/authority.hpp"

namespace tameshi::python {

struct HeldCertificate {
  Bytes der;
  std::uint64_t serial = 0;
  Instant not_before{};
  Instant not_after{};
};

inline HeldCertificate held(const jlis::ca::Issued& issued) {
  return {issued.der, issued.serial, issued.not_before, issued.not_after};
}

}  // namespace tameshi::python
