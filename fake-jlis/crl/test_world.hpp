// What the tests of this room share: two generations of a CA, its sister, a rogue of the same name, and a
// register in which a few certificates are revoked. Certificates here are as small as a path needs them.
#pragma once

#include <fstream>

#include "base/der.hpp"
#include "base/result.hpp"
#include "base/scratch_folder.hpp"
#include "fake-jlis/crl/publish.hpp"

namespace tameshi::jlis::crl::testing {

inline Instant at(std::string_view text) {
  return value_or_trouble(parse_instant(text));
}

inline void save(const std::string& path, ByteView bytes) {
  std::ofstream(path, std::ios::binary) << text_of(bytes);
}

inline Bytes attribute(std::string_view oid, std::string_view value, der::Tag as = der::utf8_tag) {
  return der::set({der::sequence({der::oid(oid), der::text(as, value)})});
}

// The shape of facts/pki.md §1.2.
inline Bytes authority_name(std::string_view unit, Bytes more = {}) {
  return der::sequence({attribute("2.5.4.6", "JP", der::printable_tag), attribute("2.5.4.10", "FAKE-JPKI"),
                        attribute("2.5.4.11", unit), more});
}

// The shape of facts/pki.md §1.4 (5).
inline Bytes point_name(std::string_view unit, std::string_view prefecture, std::string_view municipality) {
  return authority_name(
      unit, concat({attribute("2.5.4.11", "CRL Distribution Points"), attribute("2.5.4.11", prefecture),
                    attribute("2.5.4.3", std::string(municipality) + " CRLDP")}));
}

struct CertificateParts {
  Bytes issuer;
  Bytes subject;
  std::uint64_t serial = 1;
  openssl::PrivateKey key;  // the subject's
  std::vector<Extension> extensions;
};

inline Bytes certificate(const CertificateParts& parts, const openssl::PrivateKey& issuer_key) {
  const auto validity = der::sequence({der::time(at("2025-10-20")), der::time(at("2035-10-20"))});
  const auto signed_part =
      der::sequence({der::context(0, der::integer(2)), der::integer(parts.serial),
                     algorithm_identifier(Algorithm::rsa_sha256), parts.issuer, validity, parts.subject,
                     parts.key.public_key_info(), der::context(3, encode(parts.extensions))});
  return der::sequence({signed_part, algorithm_identifier(Algorithm::rsa_sha256),
                        der::bit_string(issuer_key.sign_sha256(signed_part))});
}

struct TestAuthority {
  Issuer issuer;
  Bytes certificate;
};

inline TestAuthority authority(std::string_view unit, std::uint64_t serial) {
  TestAuthority out;
  const auto key = openssl::PrivateKey::generate_rsa(2048);
  const auto name = authority_name(unit);
  out.issuer = {name, openssl::sha1(key.public_key_bits()), key};
  const std::vector<Extension> extensions{{"2.5.29.15", true, der::named_bits({5, 6})},
                                          {"2.5.29.19", true, der::sequence({der::boolean(true)})},
                                          {"2.5.29.14", false, der::octet_string(out.issuer.key_identifier)}};
  out.certificate = certificate({name, name, serial, key, extensions}, key);
  return out;
}

inline Bytes leaf(const TestAuthority& authority, std::uint64_t serial, ByteView distribution_point) {
  static const auto key = openssl::PrivateKey::generate_rsa(2048);
  const auto point = der::context(0, der::context(0, der::context(4, distribution_point)));
  const auto subject = der::sequence({attribute("2.5.4.6", "JP", der::printable_tag),
                                      attribute("2.5.4.3", "FAKE " + std::to_string(serial))});
  const std::vector<Extension> extensions{
      {"2.5.29.15", true, der::named_bits({0})},
      {"2.5.29.31", false, der::sequence({der::sequence({point})})},
      {"2.5.29.35", false, der::sequence({der::context_primitive(0, authority.issuer.key_identifier)})}};
  return certificate({authority.issuer.name, subject, serial, key, extensions}, authority.issuer.key);
}

struct RevokedRow {
  registry::RevokedCertificate certificate;
  unsigned generation = 3;
  std::string municipality;
  Instant not_after{};
};

// A register as the lists ask it.
inline RevokedSource source_of(std::vector<RevokedRow> rows) {
  return [rows = std::move(rows)](const Ask& ask, const TakeRevoked& take) {
    if (ask.scope == Scope::authority || ask.kind != Kind::signature) return;
    for (const auto& row : rows) {
      if (ask.generation && *ask.generation != row.generation) continue;
      if (!ask.municipality.empty() && ask.municipality != row.municipality) continue;
      if (row.certificate.revocation.at > ask.revoked_by || row.not_after < ask.expires_from) continue;
      take(row.certificate);
    }
  };
}

inline constexpr std::uint64_t victim = 200'000'003;
inline constexpr std::uint64_t good = 200'000'009;

inline std::vector<RevokedRow> revoked_rows() {
  using registry::Reason;
  const auto end = at("2030-04-10T23:59:59+09:00");
  const auto row = [&](std::uint64_t serial, std::string_view when, Reason reason) {
    return RevokedRow{{serial, {at(when), reason}}, 3, "13221", end};
  };
  return {row(200'000'001, "2026-01-05T10:00+09:00", Reason::superseded),
          row(200'000'002, "2026-03-31T23:59:59+09:00", Reason::unspecified),
          row(victim, "2026-03-15T09:30+09:00", Reason::affiliation_changed),
          row(200'000'004, "2026-02-01T12:00+09:00", Reason::certificate_hold),
          row(200'000'005, "2026-04-01T08:00+09:00", Reason::key_compromise),  // after the last midnight
          {{200'000'006, {at("2026-01-05T10:00+09:00"), Reason::cessation_of_operation}}, 2, "13221", end},
          {{200'000'007, {at("2026-01-05T10:00+09:00"), Reason::cessation_of_operation}}, 3, "01106", end},
          {{200'000'008, {at("2026-01-05T10:00+09:00"), Reason::superseded}},
           3,
           "13221",
           at("2026-03-31T23:59:59+09:00")}};
}

struct World {
  TestAuthority signature3 = authority("FAKE-JPKI for digital signature", 1003);
  TestAuthority signature2 = authority("FAKE-JPKI for digital signature", 1002);
  TestAuthority rogue = authority("FAKE-JPKI for digital signature", 1003);
  TestAuthority authentication3 = authority("FAKE-JPKI for user authentication", 1003);
  Bytes kiyose = point_name("FAKE-JPKI for digital signature", "Tokyo-to", "Kiyose-shi");
  Bytes sapporo = point_name("FAKE-JPKI for digital signature", "Hokkaido", "Sapporo-shi-Minami-ku");
  RevokedSource source = source_of(revoked_rows());
  Instant now = at("2026-04-01T09:00+09:00");
  ListId id{{Kind::signature, 3}, Scope::municipality, "13221"};
};

// Made once: keys take their time.
inline const World& world() {
  static const World one;
  return one;
}

}  // namespace tameshi::jlis::crl::testing
