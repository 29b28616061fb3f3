// Records as the columns of the embedded registry, both ways.
#pragma once

#include "fake-jlis/registry/records.hpp"
#include "fake-jlis/registry/sqlite_database.hpp"

namespace tameshi::jlis::registry {

// SQLite's integers are signed; every number of ours fits.
template <typename Number>
std::int64_t sql(Number number) {
  return static_cast<std::int64_t>(number);
}
inline std::int64_t sql(Instant instant) {
  return instant.time_since_epoch().count();
}
inline SqlValue sql(const std::optional<Instant>& instant) {
  return instant ? SqlValue(sql(*instant)) : SqlValue();
}
inline Instant instant_from(std::int64_t milliseconds) {
  return Instant(std::chrono::milliseconds(milliseconds));
}

// "1,4".
std::string positions_text(const Positions& positions);
// The other way round of digits(BirthDate).
BirthDate birth_from(std::string_view digits);

// SELECTs whose rows the functions beside them read.
std::string resident_columns();
Resident resident_from(const SqlQuery& row);
std::string certificate_columns();
Certificate certificate_from(const SqlQuery& row);
Carrier carrier_from(const SqlQuery& row);
std::string consent_columns();
Consent consent_from(const SqlQuery& row);
Application application_from(const SqlQuery& row);
std::string withdrawal_columns();
Withdrawal withdrawal_from(const SqlQuery& row);
AuthorityRecord authority_from(const SqlQuery& row);
std::optional<Revocation> revocation_from(const SqlQuery& row, int first_column);

}  // namespace tameshi::jlis::registry
