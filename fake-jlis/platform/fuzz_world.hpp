// What the fuzz targets of this room share. After FE the edits are of what is signed, and its authority signs
// it again, so that what lies behind the check of the signature is met too.
#pragma once

#include "fake-jlis/documents/fuzz_edits.hpp"
#include "fake-jlis/platform/test_world.hpp"

namespace tameshi::jlis::platform::fuzzing {

inline testing::World& world() {
  static testing::World one;
  return one;
}

// hanako's certificate, with its issuer.
inline const Path& path() {
  static const auto one = check_path(world().certificate_of(Kind::signature).der, Kind::signature,
                                     world().trust, world().clock.now())
                              .value();
  return one;
}

// SIGNED of X.509, by who issued hanako's certificate.
inline Bytes signed_by_authority(ByteView to_be_signed) {
  static const auto& key =
      world().agency.authorities().at(world().certificate_of(Kind::signature).id.authority).key();
  static const auto algorithm = der::sequence({der::oid("1.2.840.113549.1.1.11"), der::null()});
  return der::sequence({to_be_signed, algorithm, der::bit_string(key.sign_sha256(to_be_signed))});
}

inline bool is_signed_again(ByteView data) {
  return !data.empty() && data[0] == 0xFE;
}

inline Bytes edited_and_signed(ByteView to_be_signed, ByteView data) {
  return signed_by_authority(documents::fuzzing::edited(copy_of(to_be_signed), data.subspan(1)));
}

}  // namespace tameshi::jlis::platform::fuzzing
