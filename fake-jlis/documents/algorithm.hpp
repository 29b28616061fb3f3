// The algorithms that documents name, by OID and by the URIs of XML.
#pragma once

#include <string_view>

#include "base/bytes.hpp"
#include "base/openssl_certificate.hpp"
#include "fake-jlis/documents/signature.hpp"

namespace tameshi::jlis::documents {

struct Hash {
  std::string_view name;
  std::string_view oid;
  std::string_view uri;
  bool weak;
  Bytes (*of)(ByteView data);
};

struct SignatureAlgorithm {
  std::string_view name;
  std::string_view oid;
  std::string_view uri;
  openssl::KeyKind key;
  const Hash* hash;
};

// By OID, URI or name. Refuses the weak and the unknown by name.
Read<const Hash*> find_hash(std::string_view identifier);
Read<const SignatureAlgorithm*> find_algorithm(std::string_view identifier);
// The algorithm of a kind of key with a hash.
Read<const SignatureAlgorithm*> find_algorithm(openssl::KeyKind key, const Hash& hash);

// The name where it is known, weak or not; else the identifier.
std::string name_of_hash(std::string_view identifier);
std::string name_of_algorithm(std::string_view identifier);

const SignatureAlgorithm& algorithm_of(SignsWith with);

}  // namespace tameshi::jlis::documents
