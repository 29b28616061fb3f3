#include "fake-jlis/crl/list.hpp"

#include "base/der.hpp"

namespace tameshi::jlis::crl {
namespace {

constexpr unsigned directory_name = 4;  // GeneralName ::= CHOICE { … directoryName [4] Name … }

// BOOLEAN DEFAULT FALSE, [n] IMPLICIT
void append_true(Bytes& to, unsigned number, bool value) {
  if (value) append(to, der::context_primitive(number, Bytes{0xFF}));
}

}  // namespace

Bytes algorithm_identifier(Algorithm algorithm) {
  if (algorithm == Algorithm::ecdsa_sha384) return der::sequence({der::oid("1.2.840.10045.4.3.3")});
  const auto* oid = algorithm == Algorithm::rsa_sha256 ? "1.2.840.113549.1.1.11" : "1.2.840.113549.1.1.5";
  return der::sequence({der::oid(oid), der::null()});
}

openssl::Hash hash_of(Algorithm algorithm) {
  if (algorithm == Algorithm::rsa_sha1) return openssl::Hash::sha1;
  return algorithm == Algorithm::rsa_sha256 ? openssl::Hash::sha256 : openssl::Hash::sha384;
}

Algorithm algorithm_for(const openssl::PrivateKey& key) {
  return key.is_rsa() ? Algorithm::rsa_sha256 : Algorithm::ecdsa_sha384;
}

Bytes encode(const Extension& extension) {
  return der::sequence({der::oid(extension.oid), extension.critical ? der::boolean(true) : Bytes{},
                        der::octet_string(extension.value)});
}

Bytes encode(const std::vector<Extension>& extensions) {
  if (extensions.empty()) return {};
  Bytes all;
  for (const auto& extension : extensions) append(all, encode(extension));
  return der::tlv(der::sequence_tag, all);
}

// IssuingDistributionPoint ::= SEQUENCE { distributionPoint [0], onlyContainsUserCerts [1],
//   onlyContainsCACerts [2], onlySomeReasons [3], indirectCRL [4], onlyContainsAttributeCerts [5] }
Bytes encode(const DistributionPoint& point) {
  Bytes all;
  if (!point.name.empty()) {
    // DistributionPointName is a CHOICE, so its [0] is explicit; fullName [0] IMPLICIT GeneralNames within.
    append(all, der::context(0, der::context(0, der::context(directory_name, point.name))));
  }
  append_true(all, 1, point.only_users);
  append_true(all, 2, point.only_authorities);
  if (!point.only_some_reasons.empty()) append(all, der::context_primitive(3, point.only_some_reasons));
  append_true(all, 4, point.indirect);
  append_true(all, 5, point.only_attributes);
  return der::tlv(der::sequence_tag, all);
}

}  // namespace tameshi::jlis::crl
