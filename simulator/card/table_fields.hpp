// What the readers of applications and generations share.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/yaml_reader.hpp"
#include "simulator/card/table.hpp"

namespace tameshi::card {

inline Bytes hex_at(yaml::Fields& fields, std::string_view key) {
  const auto text = fields.text(key);
  auto bytes = from_hex(text);
  if (!bytes)
    fields.problems().add(fields.place(), fmt::format("\"{}\" is not hexadecimal: \"{}\"", key, text));
  return bytes.value_or(Bytes{});
}

// Calls read(Fields&) for each item of the list under `key`.
template <typename Read>
void each(yaml::Fields& parent, std::string_view key, std::string_view what, Read read) {
  const auto* list = parent.optional(key);
  if (list == nullptr) return;
  for (const auto& item : list->items) {
    yaml::Fields fields(item, what, parent.problems());
    read(fields);
    fields.finish();
  }
}

// A table compiled into the program, as a document; Trouble when there is none.
yaml::Node built_in(const std::string& path, yaml::Problems& problems);

// An application of aps/ by the name of its file.
ApplicationTable read_built_in_application(const std::string& name, yaml::Problems& problems);

}  // namespace tameshi::card
