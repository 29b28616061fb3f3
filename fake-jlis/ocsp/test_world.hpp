// What the tests of this room share: two CAs of two generations with one name each, their responders, a
// stranger, and a registry that is a list.
#pragma once

#include <fmt/format.h>

#include <map>

#include "base/der.hpp"
#include "base/scratch_folder.hpp"
#include "fake-jlis/ocsp/scene.hpp"

namespace tameshi::jlis::ocsp::testing {

inline Instant at(std::string_view text) {
  return value_or_trouble(parse_instant(text));
}

// 4 minutes and some into a quarter of an hour.
inline Instant usual_now() {
  return at("2026-04-01T09:04:05.250+09:00");
}

inline Bytes ca_name(std::string_view unit) {
  const auto rdn = [](std::string_view oid, der::Tag as, std::string_view text) {
    return der::set({der::sequence({der::oid(oid), der::text(as, text)})});
  };
  return der::sequence({rdn("2.5.4.6", der::printable_tag, "JP"), rdn("2.5.4.10", der::utf8_tag, "FAKE-JPKI"),
                        rdn("2.5.4.11", der::utf8_tag, unit)});
}

// The CA's own certificate.
inline Bytes ca_certificate(const Issuer& issuer) {
  ResponderCertificate out;
  out.serial = der::integer(issuer.id.generation);
  out.issuer = out.subject = issuer.name;
  out.not_before = *issuer.not_before;
  out.not_after = *issuer.not_after;
  out.public_key_info = issuer.key.public_key_info();
  out.key_usage = {5, 6};
  out.no_check = false;
  out.is_ca = true;
  out.authority_key_identifier = out.subject_key_identifier = openssl::sha1(issuer.key.public_key_bits());
  return signed_certificate(out, issuer.key);
}

inline openssl::PrivateKey rsa_key() {
  return openssl::PrivateKey::generate_rsa(2048);
}

inline Issuer make_issuer(Kind kind, unsigned generation, openssl::PrivateKey (*key)() = rsa_key) {
  Issuer out{{kind, generation},
             ca_name(kind == Kind::signature ? "FAKE for digital signature" : "FAKE for user authentication"),
             key(),
             key(),
             at("2025-10-20T02:40:28Z"),
             at("2049-10-19T14:59:59Z"),
             {}};
  out.certificate = ca_certificate(out);
  return out;
}

// Somebody's certificate under this CA.
inline Bytes certificate_of(const Issuer& issuer, std::uint64_t serial) {
  auto out = responder_certificate(issuer, usual_now());
  out.serial = der::integer(serial);
  out.purposes = {"1.3.6.1.5.5.7.3.2"};
  out.no_check = false;
  return signed_certificate(out, issuer.key);
}

inline constexpr std::uint64_t good_serial = 200'000'001;
inline constexpr std::uint64_t held_serial = 200'000'002;  // reason certificate-hold
inline constexpr std::uint64_t unspecified_serial = 200'000'003;
inline constexpr std::uint64_t leaked_serial = 200'000'004;  // reason key-compromise
inline constexpr std::uint64_t late_serial = 200'000'005;    // revoked after the usual refresh
inline constexpr std::uint64_t other_good_serial = 200'000'006;

inline std::optional<registry::Status> listed(const registry::AuthorityId& id, std::uint64_t serial,
                                              Instant known_at) {
  using registry::Reason;
  static const std::map<std::uint64_t, registry::Revocation> revocations{
      {held_serial, {at("2026-03-31T12:00:00+09:00"), Reason::certificate_hold}},
      {unspecified_serial, {at("2026-03-30T12:00:00+09:00"), Reason::unspecified}},
      {leaked_serial, {at("2026-03-29T12:00:00+09:00"), Reason::key_compromise}},
      {late_serial, {at("2026-04-01T09:01:00+09:00"), Reason::superseded}},
  };
  if (serial < good_serial || serial > other_good_serial || id.generation == 0) return std::nullopt;
  const auto found = revocations.find(serial);
  if (found == revocations.end() || found->second.at > known_at) return registry::Status{};
  return registry::Status{found->second};
}

struct World {
  FrozenClock clock{usual_now()};
  std::vector<Issuer> issuers{make_issuer(Kind::signature, 2), make_issuer(Kind::signature, 3),
                              make_issuer(Kind::authentication, 2), make_issuer(Kind::authentication, 3)};
  // Of the announced next cards, P-384, beside the others in some tests.
  std::vector<Issuer> next{make_issuer(Kind::signature, 4, openssl::PrivateKey::generate_p384),
                           make_issuer(Kind::authentication, 4, openssl::PrivateKey::generate_p384)};
  Strangers strangers{openssl::PrivateKey::generate_rsa(2048), openssl::PrivateKey::generate_p384()};

  [[nodiscard]] std::vector<Issuer> with_next() const {
    auto out = issuers;
    out.insert(out.end(), next.begin(), next.end());
    return out;
  }
  [[nodiscard]] const Issuer& issuer(Kind kind, unsigned generation) const {
    for (const auto* list : {&issuers, &next}) {
      for (const auto& one : *list) {
        if (one.id == registry::AuthorityId{kind, generation}) return one;
      }
    }
    throw std::runtime_error("no such issuer");
  }
};

// Made once: keys take their time.
inline World& world() {
  static World one;
  return one;
}

inline Bytes cert_id(const Issuer& issuer, Bytes serial_der, Hash hash = Hash::sha1) {
  const IssuerHashes hashes(issuer);
  const bool sha1 = hash == Hash::sha1;
  const auto algorithm =
      der::sequence({der::oid(sha1 ? "1.3.14.3.2.26" : "2.16.840.1.101.3.4.2.1"), der::null()});
  return der::sequence({algorithm, der::octet_string(sha1 ? hashes.name_sha1 : hashes.name_sha256),
                        der::octet_string(sha1 ? hashes.key_sha1 : hashes.key_sha256), serial_der});
}

inline Bytes request_for(const std::vector<Bytes>& cert_ids, const std::optional<Bytes>& nonce = {}) {
  Bytes list;
  for (const auto& id : cert_ids) append(list, der::sequence({id}));
  Bytes extensions;
  if (nonce) {
    const Extension extension{"1.3.6.1.5.5.7.48.1.2", false, der::octet_string(*nonce)};
    extensions = der::context(2, der::sequence({encode(extension)}));
  }
  return der::sequence({der::sequence({der::tlv(der::sequence_tag, list), extensions})});
}

}  // namespace tameshi::jlis::ocsp::testing
