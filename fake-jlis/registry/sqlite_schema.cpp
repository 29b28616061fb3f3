#include "fake-jlis/registry/sqlite_schema.hpp"

#include <fmt/format.h>

#include <array>

#include "base/result.hpp"

namespace tameshi::jlis::registry {
namespace {

// PRAGMA application_id, "TAME": tells our files from other programs'.
constexpr std::int64_t application_id = 0x54414D45;

// Instants are milliseconds since 1970 in UTC; kinds, states and reasons are the numbers of their enums. What
// happened stays as it was written: events, versions and changes of status are only ever added.
constexpr const char* version_1 = R"sql(
CREATE TABLE events (
  number INTEGER PRIMARY KEY, at INTEGER NOT NULL, name TEXT NOT NULL, resident TEXT NOT NULL
) STRICT;
CREATE TABLE event_parameters (
  event INTEGER NOT NULL REFERENCES events, name TEXT NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY (event, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE municipalities (
  id INTEGER PRIMARY KEY, code TEXT NOT NULL, prefecture TEXT NOT NULL, name TEXT NOT NULL,
  UNIQUE (code, prefecture, name)
) STRICT;
CREATE TABLE residents (
  id TEXT NOT NULL, event INTEGER NOT NULL REFERENCES events, since INTEGER NOT NULL, standing INTEGER NOT NULL,
  romaji TEXT NOT NULL, my_number TEXT NOT NULL,
  name TEXT NOT NULL, birth TEXT NOT NULL, sex INTEGER NOT NULL, address TEXT NOT NULL,
  municipality INTEGER NOT NULL REFERENCES municipalities,
  name_substitutes TEXT NOT NULL, address_substitutes TEXT NOT NULL,
  former_surname TEXT NOT NULL, common_name TEXT NOT NULL, alphabet TEXT NOT NULL, furigana TEXT NOT NULL,
  stay_until TEXT,
  PRIMARY KEY (id, event)
) STRICT, WITHOUT ROWID;
CREATE TABLE carriers (
  number INTEGER PRIMARY KEY, kind INTEGER NOT NULL, resident TEXT NOT NULL,
  issued_at INTEGER NOT NULL, not_after INTEGER NOT NULL, state INTEGER NOT NULL
) STRICT;
CREATE INDEX carriers_of ON carriers (resident);
CREATE TABLE authorities (
  kind INTEGER NOT NULL, generation INTEGER NOT NULL, serial INTEGER NOT NULL,
  created_at INTEGER NOT NULL, not_after INTEGER NOT NULL, key INTEGER NOT NULL, der BLOB NOT NULL,
  PRIMARY KEY (kind, generation)
) STRICT;
CREATE TABLE serials (kind INTEGER PRIMARY KEY, next INTEGER NOT NULL) STRICT;
CREATE TABLE certificates (
  number INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL, generation INTEGER NOT NULL, serial INTEGER NOT NULL,
  resident TEXT NOT NULL, carrier INTEGER NOT NULL, carrier_kind INTEGER NOT NULL,
  municipality INTEGER NOT NULL REFERENCES municipalities,
  issued_at INTEGER NOT NULL, not_before INTEGER NOT NULL, not_after INTEGER NOT NULL, key INTEGER NOT NULL,
  old_kind INTEGER, old_generation INTEGER, old_serial INTEGER,
  der BLOB NOT NULL,
  UNIQUE (kind, generation, serial)
) STRICT;
CREATE INDEX certificates_of ON certificates (resident);
CREATE INDEX certificates_on ON certificates (carrier);
CREATE INDEX successors ON certificates (old_serial) WHERE old_serial IS NOT NULL;
CREATE TABLE statuses (
  kind INTEGER NOT NULL, generation INTEGER NOT NULL, serial INTEGER NOT NULL,
  event INTEGER NOT NULL REFERENCES events, known_from INTEGER NOT NULL,
  revoked_at INTEGER, reason INTEGER,
  municipality INTEGER NOT NULL, not_after INTEGER NOT NULL,
  PRIMARY KEY (kind, generation, serial, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX statuses_by_municipality ON statuses (kind, generation, municipality, serial, event);
CREATE TABLE certified_municipalities (
  kind INTEGER NOT NULL, generation INTEGER NOT NULL, municipality INTEGER NOT NULL REFERENCES municipalities,
  PRIMARY KEY (kind, generation, municipality)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER events_stay BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER events_last BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are never removed'); END;
CREATE TRIGGER statuses_stay BEFORE UPDATE ON statuses BEGIN SELECT RAISE(ABORT, 'history is never changed'); END;
CREATE TRIGGER statuses_last BEFORE DELETE ON statuses BEGIN SELECT RAISE(ABORT, 'history is never removed'); END;
)sql";

constexpr const char* version_2 = R"sql(
CREATE TABLE consents (
  id TEXT PRIMARY KEY, resident TEXT NOT NULL, provider TEXT NOT NULL, service TEXT NOT NULL, items TEXT NOT NULL,
  accepted_at INTEGER NOT NULL, valid_from INTEGER NOT NULL, valid_until INTEGER NOT NULL, withdrawn_at INTEGER,
  kind INTEGER NOT NULL, generation INTEGER NOT NULL, serial INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX consents_of ON consents (resident);
)sql";

constexpr const char* version_3 = "CREATE INDEX events_of ON events (resident, at);";

constexpr const char* version_4 = R"sql(
ALTER TABLE residents ADD COLUMN departs_on TEXT;
ALTER TABLE residents ADD COLUMN former_surname_furigana TEXT NOT NULL DEFAULT '';
ALTER TABLE consents ADD COLUMN applied_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE consents ADD COLUMN application TEXT NOT NULL DEFAULT '';
ALTER TABLE consents ADD COLUMN event INTEGER NOT NULL DEFAULT 0;
UPDATE consents SET applied_at = accepted_at;
CREATE TABLE applications (
  id TEXT PRIMARY KEY, resident TEXT NOT NULL,
  kind INTEGER NOT NULL, generation INTEGER NOT NULL, serial INTEGER NOT NULL,
  received_at INTEGER NOT NULL, text BLOB NOT NULL, signature BLOB NOT NULL
) STRICT;
CREATE TABLE withdrawals (
  number INTEGER PRIMARY KEY, at INTEGER NOT NULL, channel TEXT NOT NULL,
  consent TEXT NOT NULL REFERENCES consents, resident TEXT NOT NULL, provider TEXT NOT NULL, service TEXT NOT NULL,
  applied_at INTEGER NOT NULL, application TEXT NOT NULL
) STRICT;
CREATE INDEX withdrawals_of ON withdrawals (resident);
CREATE INDEX withdrawals_from ON withdrawals (provider, number);
CREATE TRIGGER applications_stay BEFORE UPDATE ON applications
  BEGIN SELECT RAISE(ABORT, 'evidence is never changed'); END;
CREATE TRIGGER applications_last BEFORE DELETE ON applications
  BEGIN SELECT RAISE(ABORT, 'evidence is never removed'); END;
CREATE TRIGGER withdrawals_stay BEFORE UPDATE ON withdrawals
  BEGIN SELECT RAISE(ABORT, 'history is never changed'); END;
CREATE TRIGGER withdrawals_last BEFORE DELETE ON withdrawals
  BEGIN SELECT RAISE(ABORT, 'history is never removed'); END;
)sql";

// The n-th makes version n out of the one before. What was released is never edited.
constexpr std::array migrations{version_1, version_2, version_3, version_4};

void refuse_foreign(SqlDatabase& database, const std::string& file) {
  const auto tables = database.number("SELECT count(*) FROM sqlite_schema").value_or(0);
  if (tables == 0 || database.number("PRAGMA application_id") == application_id) return;
  throw Trouble("this is another program's database", file, "name another file");
}

void refuse_newer(std::int64_t version, const std::string& file) {
  if (version <= schema_version()) return;
  throw Trouble(fmt::format("a newer release wrote this registry: version {}, and this one knows {}", version,
                            schema_version()),
                file, "use that release, or name another file");
}

void migrate(SqlDatabase& database, std::int64_t version) {
  for (auto at = static_cast<std::size_t>(version); at < migrations.size(); ++at)
    database.script(migrations.at(at));
  database.script(
      fmt::format("PRAGMA user_version = {}; PRAGMA application_id = {}", schema_version(), application_id));
}

}  // namespace

int schema_version() {
  return static_cast<int>(migrations.size());
}

// Exclusive from the first access on, so that write-ahead logging needs no memory shared with others; FULL: a
// commit is on the disk before it is acknowledged.
void prepare_schema(SqlDatabase& database, const std::string& file) {
  database.script("PRAGMA locking_mode = EXCLUSIVE; PRAGMA foreign_keys = ON");
  refuse_foreign(database, file);
  refuse_newer(database.number("PRAGMA user_version").value_or(0), file);
  database.script("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536");
  SqlTransaction transaction(database);
  migrate(database, database.number("PRAGMA user_version").value_or(0));
  transaction.commit();
}

}  // namespace tameshi::jlis::registry
