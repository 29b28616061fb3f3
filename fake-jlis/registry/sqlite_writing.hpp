// One entry of the embedded registry, as its INSERTs.
#pragma once

#include "fake-jlis/registry/sqlite_database.hpp"
#include "fake-jlis/registry/store.hpp"

namespace tameshi::jlis::registry {

// Within the caller's transaction; gives the number of the event.
std::int64_t write(SqlDatabase& database, const Entry& entry);

}  // namespace tameshi::jlis::registry
