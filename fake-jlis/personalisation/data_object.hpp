// Data objects as this card writes them, which is nearly BER-TLV (facts/card.md §3.0).
#pragma once

#include "base/bytes.hpp"
#include "base/openssl.hpp"

namespace tameshi::jlis::personalisation {

// Length in one byte below 80h, otherwise always as 82 LL LL, even where 81 would do.
Bytes length_field(std::size_t length);

Bytes data_object(ByteView tag, ByteView value);

// 90 03 exponent, 91 82 01 00 modulus. RSA-2048 with e = 65537 only, as everything on the card is.
Bytes public_key_objects(const openssl::PrivateKey& key);

// RSA PKCS #1 v1.5 over DigestInfo { id-sha256, the SHA-256 values one after the other }: with three of them
// no DigestInfo that a library would make (facts/card.md §3.3, DF28).
Bytes sign_digests(const openssl::PrivateKey& key, ByteView digests);

}  // namespace tameshi::jlis::personalisation
