// SQLite as three small types: a database, a query, a transaction. Its header stays in sqlite_database.cpp.
// What goes wrong is Trouble, in words.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/bytes.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace tameshi::jlis::registry {

using SqlValue = std::variant<std::monostate, std::int64_t, std::string_view, ByteView>;

// A prepared statement in use; free for the next use when this goes. Views into a row end with the next().
class SqlQuery {
 public:
  SqlQuery(sqlite3* database, sqlite3_stmt* statement, std::initializer_list<SqlValue> values);
  SqlQuery(const SqlQuery&) = delete;
  SqlQuery& operator=(const SqlQuery&) = delete;
  ~SqlQuery();

  // Goes to the next row; false when there is none.
  bool next();

  [[nodiscard]] bool is_null(int column) const;
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] std::string text(int column) const;
  [[nodiscard]] Bytes blob(int column) const;

 private:
  void bind(int position, const SqlValue& value);

  sqlite3* database_;
  sqlite3_stmt* statement_;
};

class SqlDatabase {
 public:
  // Opens or makes the file; ":memory:" is none.
  explicit SqlDatabase(const std::string& file);

  // A statement, prepared once; `sql` must live as long as the database does.
  SqlQuery query(std::string_view sql, std::initializer_list<SqlValue> values = {});
  // The same for a statement without rows.
  void run(std::string_view sql, std::initializer_list<SqlValue> values = {});
  // Any number of statements, not prepared.
  void script(const std::string& sql);
  // The first column of the first row; nothing without rows and for NULL.
  std::optional<std::int64_t> number(std::string_view sql, std::initializer_list<SqlValue> values = {});

 private:
  struct CloseDatabase {
    void operator()(sqlite3* database) const;
  };
  struct Finalise {
    void operator()(sqlite3_stmt* statement) const;
  };
  using Prepared = std::unique_ptr<sqlite3_stmt, Finalise>;
  Prepared prepare(std::string_view sql);

  std::unique_ptr<sqlite3, CloseDatabase> database_;
  std::map<std::string_view, Prepared> prepared_;  // goes before its database
};

// Undone unless committed. One within another is kept with the outer one.
class SqlTransaction {
 public:
  explicit SqlTransaction(SqlDatabase& database);
  SqlTransaction(const SqlTransaction&) = delete;
  SqlTransaction& operator=(const SqlTransaction&) = delete;
  ~SqlTransaction();
  void commit();

 private:
  SqlDatabase& database_;
  bool open_ = true;
};

}  // namespace tameshi::jlis::registry
