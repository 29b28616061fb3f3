#include "fake-jlis/registry/sqlite_rows.hpp"

#include <fmt/format.h>

#include <charconv>

namespace tameshi::jlis::registry {
namespace {

unsigned number_from(std::string_view text) {
  unsigned out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < text.size();) {
    const auto comma = std::min(text.find(',', at), text.size());
    out.push_back(text.substr(at, comma - at));
    at = comma + 1;
  }
  return out;
}

Positions positions_from(const std::string& text) {
  Positions out;
  for (const auto& word : split(text)) out.push_back(number_from(word));
  return out;
}

std::optional<Instant> optional_instant(const SqlQuery& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return instant_from(row.integer(column));
}

std::optional<std::chrono::year_month_day> optional_date(const SqlQuery& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return value_or_trouble(parse_date(row.text(column)));
}

AuthorityId authority_id(const SqlQuery& row, int column) {
  return {static_cast<Kind>(row.integer(column)), static_cast<unsigned>(row.integer(column + 1))};
}

CertificateId certificate_id(const SqlQuery& row, int column) {
  return {authority_id(row, column), static_cast<std::uint64_t>(row.integer(column + 2))};
}

Municipality municipality(const SqlQuery& row, int column) {
  return {row.text(column), row.text(column + 1), row.text(column + 2)};
}

FourItems four_items(const SqlQuery& row) {
  return {row.text(5), birth_from(row.text(6)), static_cast<Sex>(row.integer(7)),
          row.text(8), municipality(row, 9),    {positions_from(row.text(12)), positions_from(row.text(13))}};
}

}  // namespace

std::string positions_text(const Positions& positions) {
  return fmt::format("{}", fmt::join(positions, ","));
}

BirthDate birth_from(std::string_view digits) {
  if (digits.size() != 9) return {};
  return {static_cast<Era>(number_from(digits.substr(0, 1))),
          std::chrono::year_month_day{std::chrono::year{static_cast<int>(number_from(digits.substr(1, 4)))},
                                      std::chrono::month{number_from(digits.substr(5, 2))},
                                      std::chrono::day{number_from(digits.substr(7, 2))}}};
}

std::string resident_columns() {
  return "SELECT r.id, r.since, r.standing, r.romaji, r.my_number, r.name, r.birth, r.sex, r.address, "
         "m.code, m.prefecture, m.name, r.name_substitutes, r.address_substitutes, "
         "r.former_surname, r.common_name, r.alphabet, r.furigana, r.stay_until, r.departs_on, "
         "r.former_surname_furigana "
         "FROM residents r JOIN municipalities m ON m.id = r.municipality ";
}

Resident resident_from(const SqlQuery& row) {
  Resident out;
  out.id = row.text(0);
  out.since = instant_from(row.integer(1));
  out.standing = static_cast<Standing>(row.integer(2));
  out.romaji = row.text(3);
  out.my_number = row.text(4);
  out.items = four_items(row);
  out.names = {row.text(14), row.text(15), row.text(16), row.text(17), row.text(20)};
  out.stay_until = optional_date(row, 18);
  out.departs_on = optional_date(row, 19);
  return out;
}

std::string certificate_columns() {
  return "SELECT c.kind, c.generation, c.serial, c.resident, c.carrier, c.carrier_kind, "
         "m.code, m.prefecture, m.name, c.issued_at, c.not_before, c.not_after, c.key, "
         "c.old_kind, c.old_generation, c.old_serial, c.der "
         "FROM certificates c JOIN municipalities m ON m.id = c.municipality ";
}

Certificate certificate_from(const SqlQuery& row) {
  Certificate out;
  out.id = certificate_id(row, 0);
  out.resident = row.text(3);
  out.carrier = static_cast<std::uint64_t>(row.integer(4));
  out.carrier_kind = static_cast<CarrierKind>(row.integer(5));
  out.municipality = municipality(row, 6);
  out.issued_at = instant_from(row.integer(9));
  out.not_before = instant_from(row.integer(10));
  out.not_after = instant_from(row.integer(11));
  out.key = static_cast<unsigned>(row.integer(12));
  if (!row.is_null(13)) out.replaces = certificate_id(row, 13);
  out.der = row.blob(16);
  return out;
}

// number, kind, resident, issued_at, not_after, state
Carrier carrier_from(const SqlQuery& row) {
  return {static_cast<std::uint64_t>(row.integer(0)),
          static_cast<CarrierKind>(row.integer(1)),
          row.text(2),
          instant_from(row.integer(3)),
          instant_from(row.integer(4)),
          static_cast<CarrierState>(row.integer(5))};
}

std::string consent_columns() {
  return "SELECT id, resident, provider, service, items, accepted_at, valid_from, valid_until, withdrawn_at, "
         "kind, generation, serial, applied_at, application FROM consents ";
}

Consent consent_from(const SqlQuery& row) {
  return {row.text(0),
          row.text(1),
          row.text(2),
          row.text(3),
          split(row.text(4)),
          instant_from(row.integer(5)),
          instant_from(row.integer(6)),
          instant_from(row.integer(7)),
          optional_instant(row, 8),
          certificate_id(row, 9),
          instant_from(row.integer(12)),
          row.text(13)};
}

// id, resident, kind, generation, serial, received_at, text, signature
Application application_from(const SqlQuery& row) {
  return {row.text(0), row.text(1), certificate_id(row, 2), instant_from(row.integer(5)),
          row.blob(6), row.blob(7)};
}

std::string withdrawal_columns() {
  return "SELECT number, at, channel, consent, resident, provider, service, applied_at, application "
         "FROM withdrawals ";
}

Withdrawal withdrawal_from(const SqlQuery& row) {
  return {static_cast<std::uint64_t>(row.integer(0)),
          instant_from(row.integer(1)),
          row.text(2),
          row.text(3),
          row.text(4),
          row.text(5),
          row.text(6),
          instant_from(row.integer(7)),
          row.text(8)};
}

// kind, generation, serial, created_at, not_after, key, der
AuthorityRecord authority_from(const SqlQuery& row) {
  return {
      authority_id(row, 0),         static_cast<std::uint64_t>(row.integer(2)), instant_from(row.integer(3)),
      instant_from(row.integer(4)), static_cast<unsigned>(row.integer(5)),      row.blob(6)};
}

std::optional<Revocation> revocation_from(const SqlQuery& row, int first_column) {
  if (row.is_null(first_column)) return std::nullopt;
  return Revocation{instant_from(row.integer(first_column)),
                    static_cast<Reason>(row.integer(first_column + 1))};
}

}  // namespace tameshi::jlis::registry
