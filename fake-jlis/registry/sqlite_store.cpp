#include "fake-jlis/registry/sqlite_store.hpp"

#include <limits>

#include "fake-jlis/registry/sqlite_rows.hpp"
#include "fake-jlis/registry/sqlite_schema.hpp"
#include "fake-jlis/registry/sqlite_writing.hpp"

namespace tameshi::jlis::registry {
namespace {

constexpr std::int64_t page = 4096;  // rows read under one lock

template <typename Read>
auto all_of(SqlQuery rows, Read read) {
  std::vector<decltype(read(rows))> out;
  while (rows.next()) out.push_back(read(rows));
  return out;
}

template <typename Read>
auto first_of(SqlQuery rows, Read read) {
  return rows.next() ? std::optional(read(rows)) : std::nullopt;
}

std::map<std::string, std::string> parameters_of(SqlDatabase& database, std::int64_t event) {
  auto rows = database.query("SELECT name, value FROM event_parameters WHERE event = ?1", {event});
  std::map<std::string, std::string> out;
  while (rows.next()) out.emplace(rows.text(0), rows.text(1));
  return out;
}

StatusRow status_row(const SqlQuery& row) {
  return {static_cast<std::uint64_t>(row.integer(0)), instant_from(row.integer(1)),
          instant_from(row.integer(2)), revocation_from(row, 3)};
}

// Of each certificate's changes, which come in order, the last that was known counts.
class LastKnown {
 public:
  LastKnown(const RevokedQuery& query, const std::function<void(const RevokedCertificate&)>& each)
      : query_(query), each_(each) {}

  [[nodiscard]] bool is_full() const { return given_ >= query_.most; }
  void take(const StatusRow& row) {
    if (row.serial != last_.serial) finish();
    if (row.known_from <= query_.known_at) last_ = row;
  }
  void finish() {
    if (last_.revocation && last_.not_after >= query_.not_expired_at && !is_full()) {
      each_({last_.serial, *last_.revocation});
      ++given_;
    }
    last_ = {};
  }

 private:
  std::size_t given_ = 0;
  const RevokedQuery& query_;
  const std::function<void(const RevokedCertificate&)>& each_;
  StatusRow last_;
};

constexpr const char* revoked_everywhere =
    "SELECT serial, known_from, not_after, revoked_at, reason, event FROM statuses "
    "WHERE kind = ?1 AND generation = ?2 AND (serial, event) > (?3, ?4) ORDER BY serial, event LIMIT ?5";
constexpr const char* revoked_in_municipality =
    "SELECT serial, known_from, not_after, revoked_at, reason, event FROM statuses "
    "WHERE kind = ?1 AND generation = ?2 AND municipality = ?6 AND (serial, event) > (?3, ?4) "
    "ORDER BY serial, event LIMIT ?5";

}  // namespace

SqliteStore::SqliteStore(const std::string& file) : database_(file) {
  prepare_schema(database_, file);
}

std::uint64_t SqliteStore::record(std::span<const Entry> entries) {
  const std::lock_guard lock(mutex_);
  SqlTransaction transaction(database_);
  std::int64_t last = 0;
  for (const auto& entry : entries) last = write(database_, entry);
  transaction.commit();
  return static_cast<std::uint64_t>(last);
}

void SqliteStore::all_or_nothing(const std::function<bool()>& work) {
  const std::lock_guard lock(mutex_);
  SqlTransaction transaction(database_);
  if (work()) transaction.commit();
}

std::optional<Status> SqliteStore::status_of(const AuthorityId& authority, std::uint64_t serial,
                                             Instant known_at) const {
  const std::lock_guard lock(mutex_);
  const auto kind = sql(authority.kind);
  const auto generation = sql(authority.generation);
  const auto issued = database_.number(
      "SELECT issued_at FROM certificates WHERE kind = ?1 AND generation = ?2 AND serial = ?3",
      {kind, generation, sql(serial)});
  if (!issued || *issued > sql(known_at)) return std::nullopt;
  auto rows = database_.query(
      "SELECT revoked_at, reason FROM statuses WHERE kind = ?1 AND generation = ?2 AND serial = ?3 "
      "AND known_from <= ?4 ORDER BY event DESC LIMIT 1",
      {kind, generation, sql(serial), sql(known_at)});
  return rows.next() ? Status{revocation_from(rows, 0)} : Status{};
}

std::vector<StatusRow> SqliteStore::status_page(const RevokedQuery& query, std::int64_t municipality,
                                                Position& at) const {
  const auto kind = sql(query.authority.kind);
  const auto generation = sql(query.authority.generation);
  const std::lock_guard lock(mutex_);
  auto found = query.municipality
                   ? database_.query(revoked_in_municipality,
                                     {kind, generation, at.serial, at.event, page, municipality})
                   : database_.query(revoked_everywhere, {kind, generation, at.serial, at.event, page});
  std::vector<StatusRow> out;
  out.reserve(page);
  while (found.next()) {
    out.push_back(status_row(found));
    at = {found.integer(0), found.integer(5)};
  }
  return out;
}

void SqliteStore::for_each_revoked(const RevokedQuery& query,
                                   const std::function<void(const RevokedCertificate&)>& each) const {
  const auto municipality = query.municipality ? number_of(*query.municipality) : 0;
  LastKnown last_known(query, each);
  Position at{sql(query.after), std::numeric_limits<std::int64_t>::max()};
  for (auto rows = status_page(query, municipality, at); !rows.empty();
       rows = status_page(query, municipality, at)) {
    for (const auto& row : rows) last_known.take(row);
    if (last_known.is_full()) return;
  }
  last_known.finish();
}

// 0 is the number of none.
std::int64_t SqliteStore::number_of(const Municipality& place) const {
  const std::lock_guard lock(mutex_);
  return database_
      .number("SELECT id FROM municipalities WHERE code = ?1 AND prefecture = ?2 AND name = ?3",
              {place.code, place.prefecture, place.name})
      .value_or(0);
}

std::vector<Municipality> SqliteStore::municipalities(const AuthorityId& authority) const {
  const std::lock_guard lock(mutex_);
  return all_of(database_.query("SELECT m.code, m.prefecture, m.name FROM certified_municipalities c "
                                "JOIN municipalities m ON m.id = c.municipality "
                                "WHERE c.kind = ?1 AND c.generation = ?2 ORDER BY m.code, m.id",
                                {sql(authority.kind), sql(authority.generation)}),
                [](const SqlQuery& row) {
                  return Municipality{row.text(0), row.text(1), row.text(2)};
                });
}

std::optional<Certificate> SqliteStore::certificate(const CertificateId& id) const {
  static const auto select =
      certificate_columns() + "WHERE c.kind = ?1 AND c.generation = ?2 AND c.serial = ?3";
  const std::lock_guard lock(mutex_);
  return first_of(
      database_.query(select, {sql(id.authority.kind), sql(id.authority.generation), sql(id.serial)}),
      certificate_from);
}

std::vector<Certificate> SqliteStore::certificates_of(const ResidentId& resident) const {
  static const auto select = certificate_columns() + "WHERE c.resident = ?1 ORDER BY c.number";
  const std::lock_guard lock(mutex_);
  return all_of(database_.query(select, {resident}), certificate_from);
}

std::vector<Certificate> SqliteStore::certificates_on(std::uint64_t carrier) const {
  static const auto select = certificate_columns() + "WHERE c.carrier = ?1 ORDER BY c.number";
  const std::lock_guard lock(mutex_);
  return all_of(database_.query(select, {sql(carrier)}), certificate_from);
}

std::optional<Certificate> SqliteStore::successor_of(const CertificateId& id) const {
  static const auto select =
      certificate_columns() + "WHERE c.old_serial = ?3 AND c.old_kind = ?1 AND c.old_generation = ?2";
  const std::lock_guard lock(mutex_);
  return first_of(
      database_.query(select, {sql(id.authority.kind), sql(id.authority.generation), sql(id.serial)}),
      certificate_from);
}

std::vector<ResidentId> SqliteStore::residents() const {
  const std::lock_guard lock(mutex_);
  return all_of(database_.query("SELECT DISTINCT id FROM residents ORDER BY id"),
                [](const SqlQuery& row) { return row.text(0); });
}

std::optional<Resident> SqliteStore::resident(const ResidentId& id, Instant known_at) const {
  static const auto select =
      resident_columns() + "WHERE r.id = ?1 AND r.since <= ?2 ORDER BY r.event DESC LIMIT 1";
  const std::lock_guard lock(mutex_);
  return first_of(database_.query(select, {id, sql(known_at)}), resident_from);
}

std::vector<Resident> SqliteStore::versions_of(const ResidentId& id) const {
  static const auto select = resident_columns() + "WHERE r.id = ?1 ORDER BY r.event";
  const std::lock_guard lock(mutex_);
  return all_of(database_.query(select, {id}), resident_from);
}

std::vector<Carrier> SqliteStore::carriers_of(const ResidentId& id) const {
  const std::lock_guard lock(mutex_);
  return all_of(database_.query("SELECT number, kind, resident, issued_at, not_after, state FROM carriers "
                                "WHERE resident = ?1 ORDER BY number",
                                {id}),
                carrier_from);
}

std::vector<Consent> SqliteStore::consents_of(const ResidentId& id) const {
  static const auto select = consent_columns() + "WHERE resident = ?1 ORDER BY applied_at, event, id";
  const std::lock_guard lock(mutex_);
  return all_of(database_.query(select, {id}), consent_from);
}

std::optional<Consent> SqliteStore::consent(const std::string& id) const {
  static const auto select = consent_columns() + "WHERE id = ?1";
  const std::lock_guard lock(mutex_);
  return first_of(database_.query(select, {id}), consent_from);
}

std::optional<Application> SqliteStore::application(const std::string& id) const {
  const std::lock_guard lock(mutex_);
  return first_of(
      database_.query("SELECT id, resident, kind, generation, serial, received_at, text, signature "
                      "FROM applications WHERE id = ?1",
                      {id}),
      application_from);
}

std::vector<Withdrawal> SqliteStore::withdrawals(const WithdrawalQuery& query) const {
  static const auto select =
      withdrawal_columns() + "WHERE provider = ?1 AND number > ?2 AND at >= ?3 ORDER BY number LIMIT ?4";
  const std::lock_guard lock(mutex_);
  return all_of(
      database_.query(select, {query.provider, sql(query.after), sql(query.since), sql(query.limit)}),
      withdrawal_from);
}

std::vector<Withdrawal> SqliteStore::withdrawals_of(const ResidentId& id) const {
  static const auto select = withdrawal_columns() + "WHERE resident = ?1 ORDER BY number";
  const std::lock_guard lock(mutex_);
  return all_of(database_.query(select, {id}), withdrawal_from);
}

std::vector<AuthorityRecord> SqliteStore::authorities() const {
  const std::lock_guard lock(mutex_);
  return all_of(database_.query("SELECT kind, generation, serial, created_at, not_after, key, der "
                                "FROM authorities ORDER BY kind, generation"),
                authority_from);
}

std::vector<Event> SqliteStore::events_after(std::uint64_t number, std::size_t limit) const {
  const std::lock_guard lock(mutex_);
  return all_of(database_.query("SELECT number, at, name, resident FROM events WHERE number > ?1 "
                                "ORDER BY number LIMIT ?2",
                                {sql(number), sql(limit)}),
                [this](const SqlQuery& row) {
                  return Event{static_cast<std::uint64_t>(row.integer(0)), instant_from(row.integer(1)),
                               row.text(2), row.text(3), parameters_of(database_, row.integer(0))};
                });
}

std::optional<Instant> SqliteStore::last_event_of(const ResidentId& id) const {
  const std::lock_guard lock(mutex_);
  const auto at = database_.number("SELECT max(at) FROM events WHERE resident = ?1", {id});
  return at ? std::optional(instant_from(*at)) : std::nullopt;
}

std::uint64_t SqliteStore::next_carrier() const {
  const std::lock_guard lock(mutex_);
  return static_cast<std::uint64_t>(database_.number("SELECT max(number) FROM carriers").value_or(0)) + 1;
}

std::uint64_t SqliteStore::next_serial(Kind kind) const {
  const std::lock_guard lock(mutex_);
  const auto next = database_.number("SELECT next FROM serials WHERE kind = ?1", {sql(kind)});
  return next ? static_cast<std::uint64_t>(*next) : first_serial;
}

Result<std::unique_ptr<Store>> open_store(const std::filesystem::path& file) {
  try {
    return std::make_unique<SqliteStore>(file.string());
  } catch (const Trouble& trouble) {
    return tl::unexpected(trouble.problem());
  }
}

std::unique_ptr<Store> store_in_memory() {
  return std::make_unique<SqliteStore>(":memory:");
}

}  // namespace tameshi::jlis::registry
