// A certificate as a verifier reads it, RFC 5280 §4: strictly, every octet accounted for. What the extensions
// say is read along; whether it is acceptable is for path.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/der_reader.hpp"

namespace tameshi::jlis::platform {

struct Extension {
  std::string oid;
  bool critical = false;
  Bytes value;  // what the OCTET STRING holds

  bool operator==(const Extension&) const = default;
};

// Extensions ::= SEQUENCE SIZE (1..MAX) OF Extension, each OID once (RFC 5280 §4.2).
Result<std::vector<Extension>> read_extensions(const der::Element& list);
const Extension* find_extension(const std::vector<Extension>& all, std::string_view oid);

// AlgorithmIdentifier with parameters absent or NULL, as RSA's have them, or of a named curve.
struct Algorithm {
  std::string oid;
  std::string curve;  // of a key on one

  bool operator==(const Algorithm&) const = default;
};
Result<Algorithm> read_algorithm(const der::Element& element);

struct PublicKey {
  Bytes info;  // SubjectPublicKeyInfo, DER
  Bytes bits;  // the BIT STRING's contents, over which key identifiers hash
  Algorithm algorithm;
  std::size_t modulus_bits = 0;  // of RSA
  std::uint64_t exponent = 0;    // of RSA; 0: longer than 64 bits
};

struct BasicConstraints {
  bool authority = false;
};

struct AuthorityKeyIdentifier {
  std::optional<Bytes> key;
  std::optional<Bytes> issuer;  // Name, DER
  std::optional<Bytes> serial;  // INTEGER's contents
};

// SubjectAltName's otherNames, facts/pki.md §1.5.
struct OtherName {
  std::string oid;
  std::uint8_t tag = 0;  // of the value
  Bytes value;
};

struct Certificate {
  Bytes der;
  Bytes to_be_signed;
  unsigned version = 1;
  Bytes serial;  // INTEGER's contents
  Algorithm signed_by;
  Bytes signature;
  Bytes issuer;  // Name, DER
  Bytes subject;
  Instant not_before{};
  Instant not_after{};
  PublicKey key;
  std::vector<Extension> extensions;

  std::optional<std::uint32_t> key_usage;  // KeyUsage's bits, the first in bit 0
  std::optional<BasicConstraints> basic_constraints;
  std::vector<std::string> purposes;  // extendedKeyUsage; empty: there is none
  std::vector<std::string> policies;
  std::optional<AuthorityKeyIdentifier> authority_key;
  std::optional<Bytes> subject_key;
  std::vector<OtherName> other_names;
  std::optional<Bytes>
      list_name;  // directoryName of the CRL distribution point; nothing: none, or another form

  [[nodiscard]] const Extension* extension(std::string_view oid) const;
};

Result<Certificate> read_certificate(ByteView der);

// "200000001": as the law's 発行番号 is written. Serials of more than 64 bits in hexadecimal, "0x…".
std::string serial_in_words(ByteView serial);

namespace oid {
inline constexpr std::string_view subject_key = "2.5.29.14";
inline constexpr std::string_view key_usage = "2.5.29.15";
inline constexpr std::string_view subject_alternative = "2.5.29.17";
inline constexpr std::string_view issuer_alternative = "2.5.29.18";
inline constexpr std::string_view basic_constraints = "2.5.29.19";
inline constexpr std::string_view name_constraints = "2.5.29.30";
inline constexpr std::string_view list_points = "2.5.29.31";
inline constexpr std::string_view policies = "2.5.29.32";
inline constexpr std::string_view authority_key = "2.5.29.35";
inline constexpr std::string_view purposes = "2.5.29.37";
inline constexpr std::string_view authority_access = "1.3.6.1.5.5.7.1.1";
inline constexpr std::string_view no_check = "1.3.6.1.5.5.7.48.1.5";
inline constexpr std::string_view client_authentication = "1.3.6.1.5.5.7.3.2";
inline constexpr std::string_view ocsp_signing = "1.3.6.1.5.5.7.3.9";
inline constexpr std::string_view any_purpose = "2.5.29.37.0";
inline constexpr std::string_view rsa = "1.2.840.113549.1.1.1";
inline constexpr std::string_view elliptic = "1.2.840.10045.2.1";
inline constexpr std::string_view p384 = "1.3.132.0.34";
}  // namespace oid

// Bits of KeyUsage (RFC 5280 §4.2.1.3).
namespace usage {
inline constexpr std::uint32_t digital_signature = 1U << 0;
inline constexpr std::uint32_t non_repudiation = 1U << 1;
inline constexpr std::uint32_t certificate_sign = 1U << 5;
inline constexpr std::uint32_t list_sign = 1U << 6;
}  // namespace usage

}  // namespace tameshi::jlis::platform
