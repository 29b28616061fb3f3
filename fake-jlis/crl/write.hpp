// Writing a list as a stream: a first pass over the entries gives the lengths that DER wants at the front, a
// second writes them. Nothing of the list is held but one piece of it.
#pragma once

#include <cstdio>

#include "fake-jlis/crl/entry.hpp"

namespace tameshi::jlis::crl {

struct Sink {
  std::function<void(std::size_t)> expect;  // before all else: how long the list will be, or a little less
  std::function<void(ByteView)> take;
};
// At the end of these bytes, which grow once.
Sink into(Bytes& bytes);
// Trouble when the file cannot be written.
Sink into(std::FILE* file);

// CertificateList ::= SEQUENCE { tbsCertList, signatureAlgorithm, signatureValue BIT STRING }
// Trouble when the entries are not the same in both passes.
void write_list(const ListFields& fields, const Entries& entries, const openssl::PrivateKey& key,
                const Sink& sink);

}  // namespace tameshi::jlis::crl
