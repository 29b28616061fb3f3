#include "fake-jlis/ca/certificate.hpp"

#include <array>

#include "base/result.hpp"

namespace tameshi::jlis::ca {
namespace {

constexpr std::string_view rsa_sha256 = "sha256WithRSAEncryption";
constexpr std::string_view ecdsa_sha256 = "ecdsa-with-SHA256";
constexpr std::string_view ecdsa_sha384 = "ecdsa-with-SHA384";

struct AlgorithmRow {
  std::string_view name;
  std::string_view oid;
  bool is_rsa;
};

// The first three are honest; the others stand in deviations only.
constexpr std::array<AlgorithmRow, 7> algorithms{
    {{rsa_sha256, "1.2.840.113549.1.1.11", true},
     {ecdsa_sha256, "1.2.840.10045.4.3.2", false},
     {ecdsa_sha384, "1.2.840.10045.4.3.3", false},
     {"md5WithRSAEncryption", "1.2.840.113549.1.1.4", true},
     {"sha1WithRSAEncryption", "1.2.840.113549.1.1.5", true},
     {"sha384WithRSAEncryption", "1.2.840.113549.1.1.12", true},
     {"sha512WithRSAEncryption", "1.2.840.113549.1.1.13", true}}};

// Version ::= INTEGER { v1(0), v2(1), v3(2) } DEFAULT v1
Bytes encode_version(unsigned version) {
  return version == 1 ? Bytes{} : der::context(0, der::integer(version - 1));
}

Bytes encode_extensions(const std::vector<Extension>& extensions) {
  if (extensions.empty()) return {};
  Bytes list;
  for (const auto& extension : extensions) append(list, encode(extension));
  return der::context(3, der::tlv(der::sequence_tag, list));
}

// As the key can: an algorithm that does not fit it is a deviation, and then the name alone is wrong.
Bytes signature_over(ByteView signed_part, std::string_view algorithm, const openssl::PrivateKey& key) {
  if (algorithm == ecdsa_sha384 && !key.is_rsa()) return key.sign_digest(openssl::sha384(signed_part));
  return key.sign_sha256(signed_part);
}

}  // namespace

// Parameters NULL for RSA (RFC 4055 §5), absent for ECDSA (RFC 5758 §3.2).
Bytes algorithm_identifier(std::string_view name) {
  for (const auto& row : algorithms) {
    if (row.name != name) continue;
    return row.is_rsa ? der::sequence({der::oid(row.oid), der::null()}) : der::sequence({der::oid(row.oid)});
  }
  throw Trouble("there is no signature algorithm \"" + std::string(name) + "\"", "", "");
}

std::vector<std::string> signature_algorithms() {
  return {std::string(rsa_sha256), std::string(ecdsa_sha256), std::string(ecdsa_sha384)};
}

Bytes key_identifier(const openssl::PrivateKey& key) {
  return openssl::sha1(key.public_key_bits());
}

Bytes to_be_signed(const CertificateFields& fields) {
  return der::sequence({
      encode_version(fields.version),
      der::integer(fields.serial),
      algorithm_identifier(fields.signature_algorithm),
      encode(fields.issuer),
      der::sequence({der::time(fields.not_before), der::time(fields.not_after)}),
      encode(fields.subject),
      fields.public_key_info,
      encode_extensions(fields.extensions),
  });
}

Bytes signed_certificate(const CertificateFields& fields, const openssl::PrivateKey& issuer_key) {
  const auto signed_part = to_be_signed(fields);
  return der::sequence(
      {signed_part, algorithm_identifier(fields.signature_algorithm),
       der::bit_string(signature_over(signed_part, fields.signature_algorithm, issuer_key))});
}

}  // namespace tameshi::jlis::ca
