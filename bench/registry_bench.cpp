// The registry beside SQLite itself: prepared statements that insert the same event and the same certificate,
// with the same durability, and look the same status up.
#include <sqlite3.h>

#include "base/scratch_folder.hpp"
#include "bench/measure.hpp"
#include "fake-jlis/registry/store.hpp"

namespace tameshi::bench {
namespace {

using namespace jlis;
using namespace jlis::registry;

const Instant now = value_or_trouble(parse_instant("2026-04-01T09:00+09:00"));
const AuthorityId authority{Kind::signature, 3};
constexpr std::uint64_t certificates = 100'000;  // that statuses are looked up among

void require(bool done, sqlite3* database) {
  if (!done) throw Trouble(sqlite3_errmsg(database), "SQLite", "");
}

// As the registry has it, without what the registry does besides.
class RawSqlite {
 public:
  explicit RawSqlite(const std::string& file) {
    require(sqlite3_open(file.c_str(), &database_) == SQLITE_OK, database_);
    run("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
        "PRAGMA cache_size = -65536;"
        "CREATE TABLE events (number INTEGER PRIMARY KEY, at INTEGER, name TEXT, resident TEXT);"
        "CREATE TABLE certificates (number INTEGER PRIMARY KEY, kind INTEGER, generation INTEGER,"
        " serial INTEGER, resident TEXT, issued_at INTEGER, not_after INTEGER, der BLOB,"
        " UNIQUE (kind, generation, serial));"
        "CREATE INDEX certificates_of ON certificates (resident);");
    begin_ = prepared("BEGIN IMMEDIATE");
    commit_ = prepared("COMMIT");
    event_ = prepared("INSERT INTO events (at, name, resident) VALUES (?1, 'issue', 'hanako')");
    certificate_ = prepared(
        "INSERT INTO certificates (kind, generation, serial, resident, issued_at, not_after, der) "
        "VALUES (1, 3, ?1, 'hanako', ?2, ?2, ?3)");
    look_up_ =
        prepared("SELECT issued_at FROM certificates WHERE kind = 1 AND generation = 3 AND serial = ?1");
  }
  RawSqlite(const RawSqlite&) = delete;
  RawSqlite& operator=(const RawSqlite&) = delete;
  ~RawSqlite() {
    for (auto* statement : {begin_, commit_, event_, certificate_, look_up_}) sqlite3_finalize(statement);
    sqlite3_close(database_);
  }

  void issue(std::uint64_t first, std::uint64_t count) {
    step(begin_);
    for (auto serial = first; serial < first + count; ++serial) {
      sqlite3_bind_int64(event_, 1, 1);
      step(event_);
      sqlite3_bind_int64(certificate_, 1, static_cast<sqlite3_int64>(serial));
      sqlite3_bind_int64(certificate_, 2, 1);
      sqlite3_bind_blob(certificate_, 3, der_.data(), static_cast<int>(der_.size()), SQLITE_STATIC);
      step(certificate_);
    }
    step(commit_);
  }
  void look_up(std::uint64_t serial) {
    sqlite3_bind_int64(look_up_, 1, static_cast<sqlite3_int64>(serial));
    step(look_up_);
  }

 private:
  sqlite3_stmt* prepared(const char* sql) {
    sqlite3_stmt* out = nullptr;
    require(sqlite3_prepare_v2(database_, sql, -1, &out, nullptr) == SQLITE_OK, database_);
    return out;
  }
  void run(const char* sql) {
    require(sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) == SQLITE_OK, database_);
  }
  void step(sqlite3_stmt* statement) {
    const auto code = sqlite3_step(statement);
    require(code == SQLITE_DONE || code == SQLITE_ROW, database_);
    sqlite3_reset(statement);
  }

  sqlite3* database_ = nullptr;
  sqlite3_stmt *begin_ = nullptr, *commit_ = nullptr, *event_ = nullptr, *certificate_ = nullptr,
               *look_up_ = nullptr;
  Bytes der_ = Bytes(1500, 0x30);
};

std::vector<Entry> entries(std::uint64_t first, std::uint64_t count) {
  std::vector<Entry> out(count);
  for (auto& entry : out) {
    Certificate certificate;
    certificate.id = {authority, first++};
    certificate.resident = "hanako";
    certificate.carrier = 1;
    certificate.municipality = {"13221", "Tokyo-to", "Kiyose-shi"};
    certificate.issued_at = certificate.not_before = certificate.not_after = now;
    certificate.der = Bytes(1500, 0x30);
    entry.event = {0, now, "issue", "hanako", {}};
    entry.certificates.push_back(std::move(certificate));
  }
  return out;
}

std::unique_ptr<Store> store_at(const std::string& file) {
  return file == ":memory:" ? store_in_memory() : value_or_trouble(open_store(file));
}

struct Place {
  std::string name;
  std::string ours, peers;  // files
  double wanted;
};

// Certificates per second, so many in one piece.
void bench_issuing(const Place& at, std::uint64_t count, const std::string& pieces) {
  const auto store = store_at(at.ours);
  RawSqlite raw(at.peers);
  std::uint64_t next = 1;
  std::uint64_t next_raw = 1;
  const auto best = in_turn(
      [&] {
        return static_cast<double>(count) *
               rate([&] { store->record(entries((next += count) - count, count)); });
      },
      [&] {
        return static_cast<double>(count) * rate([&] { raw.issue((next_raw += count) - count, count); });
      });
  tell(fmt::format("certificates issued into the registry, {}, {}", at.name, pieces), best.ours, "/s",
       "SQLite itself, as durable", best.peer, at.wanted);
}

void bench_statuses(const std::string& ours, const std::string& peers) {
  const auto store = store_at(ours);
  store->record(entries(1, certificates));
  RawSqlite raw(peers);
  raw.issue(1, certificates);
  std::uint64_t serial = 0;
  const auto next = [&] { return 1 + (serial += 7919) % certificates; };
  const auto best = in_turn([&] { return rate([&] { (void)store->status_of(authority, next(), now); }); },
                            [&] { return rate([&] { raw.look_up(next()); }); });
  tell("statuses looked up among 100,000 certificates", best.ours, "/s", "one SELECT of SQLite itself",
       best.peer, 0.3);
}

void bench() {
  const ScratchFolder folder;
  bench_issuing({"in memory", ":memory:", ":memory:", 0.3}, 1, "one by one");
  bench_issuing({"on a file", folder.file("one.db"), folder.file("raw-one.db"), 0.7}, 1, "one by one");
  bench_issuing({"on a file", folder.file("many.db"), folder.file("raw-many.db"), 0.4}, 1000,
                "a thousand in one piece");
  bench_statuses(folder.file("status.db"), folder.file("raw-status.db"));
}

}  // namespace
}  // namespace tameshi::bench

int main() {
  tameshi::bench::bench();
}
