// What a card holds, by name, for those who write it to disk or draw it. No PIN and no private key is shown.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "simulator/card/file_system.hpp"
#include "simulator/card/individual_number_card.hpp"

namespace tameshi::card {

struct SeenFile {
  std::uint16_t id = 0;  // of an object of GET DATA: its tag
  FileKind kind = FileKind::internal;
  std::string_view name;  // of its row; empty for internal files
  ByteView contents;      // of transparent and record files (the records one after the other) and objects
};

struct SeenApplication {
  const ApplicationTable* table = nullptr;
  std::vector<SeenFile> files;  // by identifier, objects last
};

// Everything on the card, in the order of its tables. Views of the card.
std::vector<SeenApplication> inspect(const IndividualNumberCard& card);

// "transparent", "records", "pin", "key", "internal", "object".
std::string_view to_string(FileKind kind);

}  // namespace tameshi::card
