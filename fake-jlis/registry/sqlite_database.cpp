#include "fake-jlis/registry/sqlite_database.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include "base/result.hpp"

namespace tameshi::jlis::registry {
namespace {

struct Diagnosis {
  std::string_view what;
  std::string_view cure;
};

// By the primary result code; https://www.sqlite.org/rescode.html.
Diagnosis diagnosis_of(int code) {
  switch (code & 0xFF) {
    case SQLITE_FULL:
      return {"the disk is full", "make room; nothing of this entry was kept"};
    case SQLITE_IOERR:
      return {"the disk fails, or the file may not grow",
              "look at the disk and the limits; nothing of this entry was kept"};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {"the registry is in use by another process", "stop that one, or name another file"};
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      return {"this is no registry, or a broken one", "name another file, or move this one away"};
    case SQLITE_CANTOPEN:
      return {"the registry cannot be opened", "its folder must be there and be ours to write in"};
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return {"the registry cannot be written", "make the file and its folder writable"};
    case SQLITE_CONSTRAINT:
      return {"this contradicts what the registry knows", ""};
    default:
      return {"the registry's database fails", ""};
  }
}

std::string file_of(sqlite3* database) {
  const auto* const name = sqlite3_db_filename(database, "main");
  return name == nullptr || *name == '\0' ? std::string("registry in memory") : std::string(name);
}

[[noreturn]] void give_up(sqlite3* database, int code) {
  const auto diagnosis = diagnosis_of(code);
  throw Trouble(fmt::format("{} ({})", diagnosis.what, sqlite3_errmsg(database)), file_of(database),
                std::string(diagnosis.cure));
}

void check(sqlite3* database, int code) {
  if (code != SQLITE_OK) give_up(database, code);
}

}  // namespace

SqlQuery::SqlQuery(sqlite3* database, sqlite3_stmt* statement, std::initializer_list<SqlValue> values)
    : database_(database), statement_(statement) {
  int position = 0;
  for (const auto& value : values) bind(++position, value);
}

SqlQuery::~SqlQuery() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

// The caller's bytes live until the query goes: nothing is copied.
void SqlQuery::bind(int position, const SqlValue& value) {
  int code = SQLITE_OK;
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    code = sqlite3_bind_int64(statement_, position, *number);
  } else if (const auto* text = std::get_if<std::string_view>(&value)) {
    const auto* const from = text->empty() ? "" : text->data();
    code = sqlite3_bind_text64(statement_, position, from, text->size(), SQLITE_STATIC, SQLITE_UTF8);
  } else if (const auto* bytes = std::get_if<ByteView>(&value)) {
    code = bytes->empty()
               ? sqlite3_bind_zeroblob(statement_, position, 0)
               : sqlite3_bind_blob64(statement_, position, bytes->data(), bytes->size(), SQLITE_STATIC);
  }
  check(database_, code);
}

bool SqlQuery::next() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) give_up(database_, code);
  return false;
}

bool SqlQuery::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::int64_t SqlQuery::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

std::string SqlQuery::text(int column) const {
  const auto* const from = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  return from == nullptr
             ? std::string()
             : std::string(from, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)));
}

Bytes SqlQuery::blob(int column) const {
  const auto* const from = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column));
  return from == nullptr ? Bytes{} : Bytes(from, from + sqlite3_column_bytes(statement_, column));
}

void SqlDatabase::CloseDatabase::operator()(sqlite3* database) const {
  sqlite3_close_v2(database);
}

void SqlDatabase::Finalise::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

// The store has a mutex of its own, so SQLite needs none.
SqlDatabase::SqlDatabase(const std::string& file) {
  constexpr int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(file.c_str(), &opened, flags, nullptr);
  database_.reset(opened);
  if (code == SQLITE_OK) return;
  const auto diagnosis = diagnosis_of(code);
  throw Trouble(std::string(diagnosis.what), file, std::string(diagnosis.cure));
}

SqlDatabase::Prepared SqlDatabase::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  check(database_.get(), sqlite3_prepare_v3(database_.get(), sql.data(), static_cast<int>(sql.size()),
                                            SQLITE_PREPARE_PERSISTENT, &statement, nullptr));
  return Prepared(statement);
}

SqlQuery SqlDatabase::query(std::string_view sql, std::initializer_list<SqlValue> values) {
  auto& prepared = prepared_[sql];
  if (prepared == nullptr) prepared = prepare(sql);
  return {database_.get(), prepared.get(), values};
}

void SqlDatabase::run(std::string_view sql, std::initializer_list<SqlValue> values) {
  auto statement = query(sql, values);
  while (statement.next()) {
  }
}

void SqlDatabase::script(const std::string& sql) {
  check(database_.get(), sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr));
}

std::optional<std::int64_t> SqlDatabase::number(std::string_view sql,
                                                std::initializer_list<SqlValue> values) {
  auto rows = query(sql, values);
  if (!rows.next() || rows.is_null(0)) return std::nullopt;
  return rows.integer(0);
}

SqlTransaction::SqlTransaction(SqlDatabase& database) : database_(database) {
  database_.run("SAVEPOINT piece");
}

SqlTransaction::~SqlTransaction() {
  if (!open_) return;
  try {
    database_.script("ROLLBACK TO piece; RELEASE piece");
  } catch (const Trouble&) {  // a full disk has already undone it
  }
}

void SqlTransaction::commit() {
  database_.run("RELEASE piece");
  open_ = false;
}

}  // namespace tameshi::jlis::registry
