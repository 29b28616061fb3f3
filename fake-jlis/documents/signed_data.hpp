// SignedData (RFC 5652 §5) as plain structs: what is encoded, and what was decoded. A deliberately wrong one
// is other values in a draft.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "fake-jlis/documents/fault.hpp"

namespace tameshi::jlis::documents {

namespace oid {
inline constexpr std::string_view signed_data = "1.2.840.113549.1.7.2";
inline constexpr std::string_view data = "1.2.840.113549.1.7.1";
inline constexpr std::string_view content_type = "1.2.840.113549.1.9.3";
inline constexpr std::string_view message_digest = "1.2.840.113549.1.9.4";
inline constexpr std::string_view signing_time = "1.2.840.113549.1.9.5";
inline constexpr std::string_view signing_certificate = "1.2.840.113549.1.9.16.2.12";     // RFC 2634 §5.4
inline constexpr std::string_view signing_certificate_v2 = "1.2.840.113549.1.9.16.2.47";  // RFC 5035 §3
inline constexpr std::string_view rsa_encryption = "1.2.840.113549.1.1.1";
}  // namespace oid

// Attribute ::= SEQUENCE { attrType, attrValues SET OF }
struct Attribute {
  std::string type;
  std::vector<Bytes> values;  // DER

  bool operator==(const Attribute&) const = default;
};

// SignerIdentifier: one or the other.
struct SignerId {
  Bytes issuer;  // Name, DER
  Bytes serial;  // the INTEGER's contents
  std::optional<Bytes> key_identifier;

  bool operator==(const SignerId&) const = default;
};

struct SignerDetails {
  SignerId id;
  std::string hash;                                  // OID
  std::optional<std::vector<Attribute>> attributes;  // nothing: the content itself is signed
  std::string algorithm;                             // OID
  Bytes signature;
  Bytes signed_attributes{};  // when read: SET OF Attribute, DER, as it is signed (RFC 5652 §5.4)

  bool operator==(const SignerDetails&) const = default;
};

struct SignedData {
  std::string content_type = std::string(oid::data);
  std::optional<Bytes> content;  // nothing: detached
  std::vector<Bytes> certificates;
  std::vector<SignerDetails> signers;

  bool operator==(const SignedData&) const = default;
};

// ContentInfo with it, DER. A set is in the order of DER (X.690 §11.6), attributes excepted that are written
// one by one.
Bytes encode(const SignedData& data);
// SET OF Attribute, as it is signed.
Bytes encode_attributes(const std::vector<Attribute>& attributes);

// From ContentInfo. Nothing may follow it, but zeros when `padded` (PDF).
Read<SignedData> decode(ByteView bytes, bool padded);

}  // namespace tameshi::jlis::documents
