// The two certificate authorities. Their names, keys and profiles decide everything: the same inputs give the
// same bytes, since RSA signatures by PKCS #1 v1.5 have no randomness.
#pragma once

#include <optional>

#include "fake-jlis/ca/certificate.hpp"
#include "fake-jlis/ca/fill_in.hpp"
#include "fake-jlis/ca/settings.hpp"
#include "fake-jlis/registry/persona.hpp"

namespace tameshi::jlis::ca {

// 発行番号: a plain increasing counter per CA, shared by its own certificates and those it issues
// (facts/pki.md §1.4). OURS: where it starts, chosen so that a serial takes four bytes as today's do.
class SerialCounter {
 public:
  static constexpr std::uint64_t usual_start = 200'000'001;

  SerialCounter() = default;
  explicit SerialCounter(std::uint64_t next) : next_(next) {}
  std::uint64_t take() { return next_++; }

 private:
  std::uint64_t next_ = usual_start;
};

struct Serials {
  SerialCounter signature;
  SerialCounter authentication;
};

struct Issued {
  Bytes der;
  std::uint64_t serial = 0;
  Instant not_before{};
  Instant not_after{};
};

// The tables that these settings choose: of the people's certificates, and of the CA's own.
std::string profile_id(Kind kind, const Settings& settings);
std::string own_profile_id(Kind kind, const Settings& settings);
// Of the keys of a line, the CA's own and those that it certifies.
KeyAlgorithm key_algorithm_of(Line line);

// What is known of a certificate before it is issued, besides the persona and the key.
struct IssueTerms {
  Instant issued_at{};
  std::uint64_t serial = 0;
  bool renewal = false;
  std::optional<Instant> card_not_after;
  std::optional<Instant> authentication_not_after;  // heeded by the signature certificate only
  bool mobile = false;                              // for a smartphone, under the card's CAs
};

class Authority {
 public:
  // Makes its own certificate with this key at this instant. Trouble when the settings are not fit (see
  // checked()) or the key is not of its profile's algorithm.
  Authority(Kind kind, const Settings& settings, openssl::PrivateKey key, Instant created_at,
            std::uint64_t serial);

  [[nodiscard]] Kind kind() const { return kind_; }
  [[nodiscard]] const Issued& certificate() const { return certificate_; }
  [[nodiscard]] const AuthorityIdentity& identity() const { return identity_; }
  [[nodiscard]] const openssl::PrivateKey& key() const { return key_; }
  [[nodiscard]] const Settings& settings() const { return settings_; }
  // Of the keys that it certifies.
  [[nodiscard]] KeyAlgorithm certifies() const { return profile_.key; }

  // The OID under which it issues for cards, or for phones.
  [[nodiscard]] std::string policy(bool mobile) const;

  // What a certificate's placeholders stand for.
  [[nodiscard]] FillIn fill_in(const registry::Persona& persona, const openssl::PrivateKey& key,
                               const IssueTerms& terms) const;
  // The honest certificate as a value, to be issued as it is or distorted first.
  [[nodiscard]] CertificateFields fields(const registry::Persona& persona, const openssl::PrivateKey& key,
                                         const IssueTerms& terms) const;
  [[nodiscard]] Issued sign(const CertificateFields& fields) const;
  [[nodiscard]] Issued issue(const registry::Persona& persona, const openssl::PrivateKey& key,
                             const IssueTerms& terms) const;

 private:
  [[nodiscard]] CertificateFields own_fields(Instant created_at) const;
  [[nodiscard]] FillIn fill_in_for(const openssl::PrivateKey& subject_key) const;
  [[nodiscard]] const Profile& profile_for(const IssueTerms& terms) const;

  Kind kind_;
  Settings settings_;
  openssl::PrivateKey key_;
  Profile own_profile_;
  Profile profile_;
  std::optional<Profile> mobile_profile_;
  AuthorityIdentity identity_;
  Issued certificate_;
};

struct Authorities {
  Authority signature;
  Authority authentication;
};

// One key of each kind: of two authorities, or of a card.
struct KindKeys {
  openssl::PrivateKey signature;
  openssl::PrivateKey authentication;
};

struct CardCertificates {
  Issued signature;
  Issued authentication;
  Instant card_not_after{};
};

// Both at the same instant, each with its first serial.
Authorities make_authorities(const Settings& settings, const KindKeys& keys, Instant created_at,
                             Serials& serials);

// Until when the card is good: birthdays, the persona's own date, the end of the stay, whichever is first.
Instant card_end_of(const registry::Persona& persona, Instant issued_at, Instant today);

// A card's two certificates, capped by the card and by each other as facts/pki.md §1.7 has it, and by the
// persona's own dates, seen from `today`. Whether the person may have a signature certificate at all, the
// caller has asked may_have_signature_certificate().
CardCertificates issue_card(const Authorities& authorities, const registry::Persona& persona,
                            const KindKeys& keys, Instant issued_at, Serials& serials,
                            std::optional<Instant> today = {});

}  // namespace tameshi::jlis::ca
