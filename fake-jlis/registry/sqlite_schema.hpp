// The tables of the embedded registry, and how a file of an older release becomes one of this.
#pragma once

#include "fake-jlis/registry/sqlite_database.hpp"

namespace tameshi::jlis::registry {

// What this release writes; PRAGMA user_version.
int schema_version();

// Takes the file for this process alone, and brings its tables to this release's. Trouble when another
// process has it, when it is no registry, or when a newer release wrote it.
void prepare_schema(SqlDatabase& database, const std::string& file);

}  // namespace tameshi::jlis::registry
