// What the registry keeps: people with all that was ever written of them, what they carry their keys in, the
// certificates, consents and events. Plain values; no PIN and no private key is among them.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "fake-jlis/registry/persona.hpp"
#include "fake-jlis/registry/status.hpp"

namespace tameshi::jlis::registry {

using ResidentId = std::string;  // a persona's id

// Where a person stands in the basic resident register. 転出 and not yet 転入 is moved_out.
enum class Standing : std::uint8_t { here, moved_out, abroad, dead, deleted };
std::string_view to_string(Standing standing);
std::optional<Standing> standing_from(std::string_view word);

// 基本4情報, with what goes along: the municipality of the address, and where substitute characters stand.
struct FourItems {
  std::string name;
  BirthDate birth;
  Sex sex = Sex::unknown;
  std::string address;
  Municipality municipality;
  Substitutes substitutes;

  bool operator==(const FourItems&) const = default;
};

// One version of what is written of a resident; the next one starts where it ends.
struct Resident {
  ResidentId id;
  std::string romaji;
  std::string my_number;
  FourItems items;
  Names names;
  std::optional<std::chrono::year_month_day> stay_until;
  std::optional<std::chrono::year_month_day> departs_on;  // 国外転出の予定年月日, of who is abroad
  Standing standing = Standing::here;
  Instant since{};

  bool operator==(const Resident&) const = default;
};

// What a person carries keys in.
enum class CarrierKind : std::uint8_t { card, phone };
std::string_view to_string(CarrierKind kind);
std::optional<CarrierKind> carrier_kind_from(std::string_view word);

enum class CarrierState : std::uint8_t { in_use, lost, ended };
std::string_view to_string(CarrierState state);
std::optional<CarrierState> carrier_state_from(std::string_view word);

struct Carrier {
  std::uint64_t number = 0;  // from 1, cards and phones together
  CarrierKind kind = CarrierKind::card;
  ResidentId resident;
  Instant issued_at{};
  Instant not_after{};
  CarrierState state = CarrierState::in_use;

  bool operator==(const Carrier&) const = default;
};

struct CertificateId {
  AuthorityId authority;
  std::uint64_t serial = 0;

  auto operator<=>(const CertificateId&) const = default;  // NOLINT(modernize-use-nullptr): see AuthorityId
};
std::string to_string(const CertificateId& id);  // "signature/3 200000002"

struct Certificate {
  CertificateId id;
  ResidentId resident;
  std::uint64_t carrier = 0;
  CarrierKind carrier_kind = CarrierKind::card;
  Municipality municipality;  // whose list it is on when revoked: that of its issue
  Instant issued_at{};
  Instant not_before{};
  Instant not_after{};
  unsigned key = 0;                       // by its number in the pool
  std::optional<CertificateId> replaces;  // 新旧シリアル番号
  Bytes der;

  bool operator==(const Certificate&) const = default;
};

// From `known_from` on the certificate is revoked so, or good again.
struct StatusChange {
  CertificateId certificate;
  Instant known_from{};
  std::optional<Revocation> revocation;

  bool operator==(const StatusChange&) const = default;
};

// A CA's own certificate. The same key, settings and instant make it again.
struct AuthorityRecord {
  AuthorityId id;
  std::uint64_t serial = 0;
  Instant created_at{};
  Instant not_after{};
  unsigned key = 0;
  Bytes der;

  bool operator==(const AuthorityRecord&) const = default;
};

// A consent to the four-information service, facts/pki.md §4.2: for one service of one provider.
struct Consent {
  std::string id;
  ResidentId resident;
  std::string provider;
  std::string service;
  std::vector<std::string> items;  // "name", "birth-date", "sex", "address"
  Instant accepted_at{};
  Instant valid_from{};
  Instant valid_until{};
  std::optional<Instant> withdrawn_at;
  CertificateId signed_with;
  Instant applied_at{};     // as the application says
  std::string application;  // its id

  bool operator==(const Consent&) const = default;
};

// What somebody signed, kept as evidence: for consents to several services at once, or for a withdrawal.
struct Application {
  std::string id;
  ResidentId resident;
  CertificateId signed_with;
  Instant received_at{};
  Bytes text;
  Bytes signature;

  bool operator==(const Application&) const = default;
};

// The consent to one service is taken back.
struct Withdrawal {
  std::uint64_t number = 0;  // from 1, given by the store
  Instant at{};
  std::string channel;  // "platform", "jpki-mobile"
  std::string consent;  // the one that was named
  ResidentId resident;
  std::string provider;
  std::string service;
  Instant applied_at{};     // as the application says
  std::string application;  // its id; empty when it was made elsewhere

  bool operator==(const Withdrawal&) const = default;
};

// Events are written once and never changed.
struct Event {
  std::uint64_t number = 0;  // from 1, given by the store
  Instant at{};
  std::string name;
  ResidentId resident;  // empty: of the authorities
  std::map<std::string, std::string> parameters;

  bool operator==(const Event&) const = default;
};

}  // namespace tameshi::jlis::registry
