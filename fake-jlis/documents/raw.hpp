// Signatures that are nothing but their value: the certificate and what is signed come apart from it.
#pragma once

#include <functional>
#include <string_view>

#include "fake-jlis/documents/signature.hpp"

namespace tameshi::jlis::documents {

Result<Bytes> make_raw(const Signer& signer, ByteView content);

// PKCS#1 v1.5 around the bare SHA-256 of the content. `pad_and_sign` puts the padding around what it is given
// and nothing else, as the card does.
Result<Bytes> make_raw_without_digest_info(const std::function<Result<Bytes>(ByteView digest)>& pad_and_sign,
                                           ByteView content);

// `format` is raw or raw_no_digest_info. `hash` is what was announced ("sha384"); empty: the one that such
// keys sign with in the JPKI, SHA-256 for RSA and SHA-384 for ECDSA.
Findings read_raw(Format format, ByteView signature, ByteView content, ByteView certificate,
                  std::string_view hash = {});

}  // namespace tameshi::jlis::documents
