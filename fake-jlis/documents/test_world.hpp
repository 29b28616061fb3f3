// What the tests of this room share: signers with certificates of a CA made here, a content, a time, a
// folder.
#pragma once

#include "base/der.hpp"
#include "base/openssl.hpp"
#include "base/scratch_folder.hpp"
#include "base/testing/cases.hpp"
#include "fake-jlis/documents/signature.hpp"

namespace tameshi::jlis::documents::testing {

using openssl::PrivateKey;

inline Bytes name_of(std::string_view common_name) {
  return der::sequence(
      {der::set({der::sequence({der::oid("2.5.4.3"), der::text(der::utf8_tag, common_name)})})});
}

inline const Instant signed_at = value_or_trouble(parse_instant("2026-04-01T09:00:00+09:00"));
inline const Bytes content = bytes_of("契約書: I agree.\n");
inline constexpr std::string_view ca_name = "FAKE CA of documents";

inline Bytes algorithm_identifier(bool rsa) {
  return rsa ? der::sequence({der::oid("1.2.840.113549.1.1.11"), der::null()})
             : der::sequence({der::oid("1.2.840.10045.4.3.3")});
}

inline Bytes sign_with(const PrivateKey& key, ByteView message) {
  return key.is_rsa() ? key.sign_sha256(message) : key.sign_digest(openssl::sha384(message));
}

// TBSCertificate ::= SEQUENCE { version, serial, algorithm, issuer, validity, subject, key, extensions }
inline Bytes certificate(std::string_view holder, std::uint64_t serial, const PrivateKey& key,
                         const PrivateKey& ca) {
  const auto from = value_or_trouble(parse_instant("2020-01-01"));
  const auto until = value_or_trouble(parse_instant("2049-12-31"));
  const auto algorithm = algorithm_identifier(ca.is_rsa());
  const auto key_id = der::octet_string(der::octet_string(openssl::sha1(key.public_key_bits())));
  const auto extensions =
      der::sequence({der::sequence({der::oid("2.5.29.14"), key_id}),
                     der::sequence({der::oid("2.5.29.19"), der::boolean(true),
                                    der::octet_string(der::sequence({der::boolean(true)}))})});
  const auto tbs = der::sequence({der::context(0, der::integer(2)), der::integer(serial), algorithm,
                                  name_of(ca_name), der::sequence({der::time(from), der::time(until)}),
                                  name_of(holder), key.public_key_info(), der::context(3, extensions)});
  return der::sequence({tbs, algorithm, der::bit_string(sign_with(ca, tbs))});
}

struct Person {
  PrivateKey key;
  Bytes certificate;

  [[nodiscard]] Signer signer() const {
    return {.certificate = certificate,
            .chain = {},
            .sign = [key = key](ByteView message) -> Result<Bytes> { return sign_with(key, message); },
            .with = key.is_rsa() ? SignsWith::rsa_sha256 : SignsWith::ecdsa_sha384};
  }
};

struct World {
  PrivateKey ca_key = PrivateKey::generate_rsa(2048);
  Bytes ca = testing::certificate(ca_name, 1, ca_key, ca_key);
  Person hanako = person("FAKE Hanako", 1001, PrivateKey::generate_rsa(2048));
  Person taro = person("FAKE Taro", 1002, PrivateKey::generate_rsa(2048));
  Person next = person("FAKE Next", 1003, PrivateKey::generate_p384());

  [[nodiscard]] Person person(std::string_view name, std::uint64_t serial, PrivateKey key) const {
    auto issued = testing::certificate(name, serial, key, ca_key);
    return {std::move(key), std::move(issued)};
  }
};

// Made once: keys take their time.
inline const World& world() {
  static const World one;
  return one;
}

struct Folder : ScratchFolder {
  std::string write(const std::string& name, ByteView bytes) const {
    return ScratchFolder::write(name, text_of(bytes));
  }
};

inline Bytes read_file(const std::string& path) {
  return bytes_of(tameshi::testing::file_text(path));
}

// "intact", or the fault's name; of several signatures one by one.
inline std::string shown(const Findings& findings) {
  if (findings.fault) return findings.fault->name;
  std::string out;
  for (const auto& one : findings.signatures) {
    out += (out.empty() ? "" : ", ") + (one.fault ? one.fault->name : std::string("intact"));
  }
  return out;
}

// For messages: with the details.
inline std::string details(const Findings& findings) {
  std::string out = findings.fault ? to_string(*findings.fault) : "";
  for (const auto& one : findings.signatures) {
    if (one.fault) out += to_string(*one.fault) + "; ";
  }
  return out;
}

}  // namespace tameshi::jlis::documents::testing
