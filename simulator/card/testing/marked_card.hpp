// A card whose guarded files are full of bytes that stand nowhere else, for the onlooker. Its keys are small:
// what is watched is who may use them.
#pragma once

#include <memory>

#include "base/testing/oaep.hpp"
#include "simulator/card/individual_number_card.hpp"
#include "simulator/card/testing/onlooker.hpp"

namespace tameshi::card::testing {

inline FileRow* file_row(ApplicationTable& table, std::uint16_t id) {
  const auto found =
      std::find_if(table.files.begin(), table.files.end(), [&](const FileRow& row) { return row.id == id; });
  return found == table.files.end() ? nullptr : &*found;
}

// The tables of a generation with all contents written out, guarded ones as markers in the order of `access`.
inline Generation marked_generation(std::string_view name, const std::vector<Access>& access) {
  auto out = *load_generation(name);
  auto marker = first_marker;
  for (std::size_t i = 0; i < access.size(); ++i) {
    auto& table = out.applications.at(i);
    for (auto& row : table.files) {
      if (row.records.empty() && std::holds_alternative<HeldPiece>(row.contents.front()))
        row.contents = {HexPiece{Bytes(marked_size, 0x30)}};
      for (auto& record : row.records) record.contents = {HexPiece{Bytes(28, 0x31)}};
    }
    for (const auto id : access[i].guarded())
      file_row(table, id)->contents = {HexPiece{Bytes(marked_size, marker++)}};
  }
  return out;
}

inline const openssl::PrivateKey& small_key(unsigned bits) {
  static const auto usual = openssl::PrivateKey::generate_rsa(1024);
  static const auto longer = openssl::PrivateKey::generate_rsa(1088);
  return bits == 1024 ? usual : longer;
}

inline CardImage marked_image() {
  CardImage out;
  for (const auto* name : {"authentication-key", "input-support/internal-key", "input-support/session-key",
                           "card-face/signing-key", "common/internal-key"})
    out.keys[name] = small_key(1024);
  out.keys["signature-key"] = small_key(1088);
  out.pins = {{"authentication-pin", Secret("1234")},    {"signature-pin", Secret("ABC123")},
              {"input-support-pin", Secret("5678")},     {"number-a", Secret("123456789018")},
              {"number-b", Secret("55021720352285")},    {"birth-key", Secret("550217")},
              {"resident-register-pin", Secret("9999")}, {"common-pin", Secret("2468")},
              {"free-area-pin", Secret("13579")}};
  return out;
}

// SET SESSION KEY with the terminal's seed, made once.
inline const Bytes& begin_session_command() {
  static const auto made = [] {
    const auto cryptogram =
        tameshi::testing::oaep_sha256(small_key(1024), concat({from_hex("A0228020").value(), session_seed}));
    Bytes out{0x80, 0xAE, 0x00, 0x00, static_cast<std::uint8_t>(cryptogram.size())};
    append(out, cryptogram);
    return out;
  }();
  return made;
}

}  // namespace tameshi::card::testing
