// What the tests of stores share: short entries.
#pragma once

#include "base/scratch_folder.hpp"
#include "fake-jlis/registry/store.hpp"

namespace tameshi::jlis::registry::testing {

inline Instant day(int number) {
  return value_or_trouble(parse_instant("2026-04-01T09:00+09:00")) + std::chrono::days(number);
}

inline const Instant certificate_end = value_or_trouble(parse_instant("2030-04-10T23:59:59+09:00"));

inline Entry issued(const AuthorityId& authority, std::uint64_t serial, Instant at,
                    const Municipality& in = {"13221", "Tokyo-to", "Kiyose-shi"}) {
  Certificate certificate;
  certificate.id = {authority, serial};
  certificate.resident = "hanako";
  certificate.carrier = 1;
  certificate.municipality = in;
  certificate.issued_at = certificate.not_before = at;
  certificate.not_after = certificate_end;
  Entry out;
  out.event = {0, at, "issue", "hanako", {}};
  out.certificates = {certificate};
  return out;
}

// Nothing: good again.
inline Entry changed(const AuthorityId& authority, std::uint64_t serial, Instant at,
                     std::optional<Reason> reason) {
  Entry out;
  out.event = {0, at, "change", "hanako", {}};
  const auto revocation = reason ? std::optional(Revocation{at, *reason}) : std::nullopt;
  out.statuses = {StatusChange{{authority, serial}, at, revocation}};
  return out;
}

inline Resident hanako(Instant since) {
  Resident out;
  out.id = "hanako";
  out.romaji = "Hanako Shiken";
  out.my_number = "123456789018";
  out.items = {"試験　花子",
               {Era::heisei, std::chrono::year{1995} / 4 / 10},
               Sex::female,
               "東京都清瀬市架空町１丁目２－３－１０４",
               {"13221", "Tokyo-to", "Kiyose-shi"},
               {{1, 5}, {}}};
  out.names = {"旧氏", "", "SHIKEN", "シケン", "キュウシ"};
  out.stay_until = std::chrono::year{2031} / 3 / 31;
  out.departs_on = std::chrono::year{2026} / 4 / 30;
  out.since = since;
  return out;
}

// Every kind of record, every field with a value of its own.
inline Entry full_entry() {
  Entry out;
  out.event = {0, day(1), "issue", "hanako", {{"municipality", "13221"}, {"note", "a = b\n\"c\""}}};
  out.residents = {hanako(day(1))};
  out.residents[0].items.birth = {Era::showa, std::chrono::year{1960} / 0 / 0};
  out.residents[0].standing = Standing::abroad;
  out.carriers = {Carrier{1, CarrierKind::phone, "hanako", day(1), day(1000), CarrierState::lost}};
  Certificate old;
  old.id = {{Kind::signature, 2}, 300'000'001};
  old.resident = "hanako";
  old.carrier = 1;
  old.carrier_kind = CarrierKind::phone;
  old.municipality = {"13221", "Tokyo-to", "Kiyose-shi"};
  old.issued_at = day(1) + std::chrono::milliseconds(250);
  old.not_before = day(1);
  old.not_after = certificate_end;
  old.key = 12;
  old.der = {0x30, 0x00, 0xFF};
  auto renewed = old;
  renewed.id = {{Kind::signature, 3}, 300'000'002};
  renewed.replaces = old.id;
  renewed.der = {};
  out.certificates = {old, renewed};
  out.consents = {Consent{"c1",
                          "hanako",
                          "bank",
                          "account",
                          {"name", "address"},
                          day(1),
                          day(2),
                          day(3650),
                          day(9),
                          renewed.id,
                          day(0),
                          "a1"}};
  out.applications = {Application{"a1", "hanako", renewed.id, day(1), {'<', 0x00, 0xFF}, {0x01}}};
  out.withdrawals = {Withdrawal{0, day(9), "jpki-mobile", "c1", "hanako", "bank", "account", day(8), "a1"}};
  out.authorities = {AuthorityRecord{{Kind::signature, 2}, 5, day(0), day(3650), 3, {0x30}}};
  return out;
}

}  // namespace tameshi::jlis::registry::testing
