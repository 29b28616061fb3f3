#include "fake-jlis/registry/sqlite_writing.hpp"

#include <fmt/format.h>

#include "fake-jlis/registry/sqlite_rows.hpp"

namespace tameshi::jlis::registry {
namespace {

std::int64_t write_event(SqlDatabase& database, const Event& event) {
  database.run("INSERT INTO events (at, name, resident) VALUES (?1, ?2, ?3)",
               {sql(event.at), event.name, event.resident});
  const auto number = database.number("SELECT last_insert_rowid()").value_or(0);
  for (const auto& [name, value] : event.parameters)
    database.run("INSERT INTO event_parameters VALUES (?1, ?2, ?3)", {number, name, value});
  return number;
}

std::int64_t municipality_number(SqlDatabase& database, const Municipality& place) {
  constexpr const char* find =
      "SELECT id FROM municipalities WHERE code = ?1 AND prefecture = ?2 AND name = ?3";
  if (const auto known = database.number(find, {place.code, place.prefecture, place.name})) return *known;
  database.run("INSERT INTO municipalities (code, prefecture, name) VALUES (?1, ?2, ?3)",
               {place.code, place.prefecture, place.name});
  return database.number("SELECT last_insert_rowid()").value_or(0);
}

void write_resident(SqlDatabase& database, std::int64_t event, const Resident& r) {
  const auto& items = r.items;
  const auto birth = digits(items.birth);
  const auto name_substitutes = positions_text(items.substitutes.name);
  const auto address_substitutes = positions_text(items.substitutes.address);
  const auto stay = r.stay_until ? to_string(*r.stay_until) : std::string();
  const auto departure = r.departs_on ? to_string(*r.departs_on) : std::string();
  database.run(
      "INSERT INTO residents VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, "
      "?17, ?18, ?19, ?20)",
      {r.id,
       event,
       sql(r.since),
       sql(r.standing),
       r.romaji,
       r.my_number,
       items.name,
       birth,
       sql(items.sex),
       items.address,
       municipality_number(database, items.municipality),
       name_substitutes,
       address_substitutes,
       r.names.former_surname,
       r.names.common_name,
       r.names.alphabet,
       r.names.furigana,
       r.stay_until ? SqlValue(stay) : SqlValue(),
       r.departs_on ? SqlValue(departure) : SqlValue(),
       r.names.former_surname_furigana});
}

void write_carrier(SqlDatabase& database, const Carrier& c) {
  database.run(
      "INSERT INTO carriers VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
      "ON CONFLICT (number) DO UPDATE SET state = excluded.state, not_after = excluded.not_after",
      {sql(c.number), sql(c.kind), c.resident, sql(c.issued_at), sql(c.not_after), sql(c.state)});
}

// The counter never goes back, and never gives a number that somebody used.
void advance_serials(SqlDatabase& database, Kind kind, std::uint64_t used) {
  database.run(
      "INSERT INTO serials VALUES (?1, ?2) ON CONFLICT (kind) DO UPDATE SET next = max(next, excluded.next)",
      {sql(kind), sql(used + 1)});
}

void write_authority(SqlDatabase& database, const AuthorityRecord& a) {
  database.run("INSERT INTO authorities VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
               {sql(a.id.kind), sql(a.id.generation), sql(a.serial), sql(a.created_at), sql(a.not_after),
                sql(a.key), ByteView(a.der)});
  advance_serials(database, a.id.kind, a.serial);
}

void write_certificate(SqlDatabase& database, const Certificate& c) {
  const auto& id = c.id;
  const auto old_part = [&](auto value) { return c.replaces ? SqlValue(value(*c.replaces)) : SqlValue(); };
  const auto municipality = municipality_number(database, c.municipality);
  database.run(
      "INSERT INTO certificates (kind, generation, serial, resident, carrier, carrier_kind, municipality, "
      "issued_at, not_before, not_after, key, old_kind, old_generation, old_serial, der) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
      {sql(id.authority.kind), sql(id.authority.generation), sql(id.serial), c.resident, sql(c.carrier),
       sql(c.carrier_kind), municipality, sql(c.issued_at), sql(c.not_before), sql(c.not_after), sql(c.key),
       old_part([](const auto& old) { return sql(old.authority.kind); }),
       old_part([](const auto& old) { return sql(old.authority.generation); }),
       old_part([](const auto& old) { return sql(old.serial); }), ByteView(c.der)});
  database.run("INSERT OR IGNORE INTO certified_municipalities VALUES (?1, ?2, ?3)",
               {sql(id.authority.kind), sql(id.authority.generation), municipality});
  advance_serials(database, id.authority.kind, id.serial);
}

// Its list and its end stand beside it, so that a list is read in one go.
void write_status(SqlDatabase& database, std::int64_t event, const StatusChange& s) {
  const auto& id = s.certificate;
  const auto& revocation = s.revocation;
  database.run(
      "INSERT INTO statuses SELECT kind, generation, serial, ?4, ?5, ?6, ?7, municipality, not_after "
      "FROM certificates WHERE kind = ?1 AND generation = ?2 AND serial = ?3",
      {sql(id.authority.kind), sql(id.authority.generation), sql(id.serial), event, sql(s.known_from),
       revocation ? SqlValue(sql(revocation->at)) : SqlValue(),
       revocation ? SqlValue(sql(revocation->reason)) : SqlValue()});
  if (database.number("SELECT changes()") != 1)
    throw Trouble("there is no certificate " + to_string(id), "the registry", "");
}

void write_consent(SqlDatabase& database, std::int64_t event, const Consent& c) {
  const auto items = fmt::format("{}", fmt::join(c.items, ","));
  const auto& with = c.signed_with;
  database.run(
      "INSERT INTO consents VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15) "
      "ON CONFLICT (id) DO UPDATE SET withdrawn_at = excluded.withdrawn_at",
      {c.id, c.resident, c.provider, c.service, items, sql(c.accepted_at), sql(c.valid_from),
       sql(c.valid_until), sql(c.withdrawn_at), sql(with.authority.kind), sql(with.authority.generation),
       sql(with.serial), sql(c.applied_at), c.application, event});
}

void write_application(SqlDatabase& database, const Application& a) {
  const auto& with = a.signed_with;
  database.run("INSERT INTO applications VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
               {a.id, a.resident, sql(with.authority.kind), sql(with.authority.generation), sql(with.serial),
                sql(a.received_at), ByteView(a.text), ByteView(a.signature)});
}

void write_withdrawal(SqlDatabase& database, const Withdrawal& w) {
  database.run(
      "INSERT INTO withdrawals (at, channel, consent, resident, provider, service, applied_at, application) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
      {sql(w.at), w.channel, w.consent, w.resident, w.provider, w.service, sql(w.applied_at), w.application});
}

}  // namespace

std::int64_t write(SqlDatabase& database, const Entry& entry) {
  const auto event = write_event(database, entry.event);
  for (const auto& resident : entry.residents) write_resident(database, event, resident);
  for (const auto& carrier : entry.carriers) write_carrier(database, carrier);
  for (const auto& authority : entry.authorities) write_authority(database, authority);
  for (const auto& certificate : entry.certificates) write_certificate(database, certificate);
  for (const auto& status : entry.statuses) write_status(database, event, status);
  for (const auto& application : entry.applications) write_application(database, application);
  for (const auto& consent : entry.consents) write_consent(database, event, consent);
  for (const auto& withdrawal : entry.withdrawals) write_withdrawal(database, withdrawal);
  return event;
}

}  // namespace tameshi::jlis::registry
