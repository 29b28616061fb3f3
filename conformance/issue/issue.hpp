// A world's card as files below one folder.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "conformance/play/world.hpp"

namespace tameshi::issue {

struct IssuedFile {
  std::string name;   // below the folder: "card-face/0002.bin"
  std::string holds;  // what it is: "card-face/face", "signature certificate"
  Bytes contents;
};

// Certificates, the card's files as AP/EFID.bin (objects of GET DATA by their tags), pictures, public keys of
// the FAKE authorities that certify the card's signers. Private keys are not among them.
std::vector<IssuedFile> files_of(const play::World& world);

// The pictures that stand inside the card's own files; none for a card that has no face.
std::vector<IssuedFile> pictures_of(const card::IndividualNumberCard& card);

// Writes them with summary.json, and the private keys of the two certificates if so wished. What an earlier
// issue left in the folder goes; files of other names stay. Trouble when the folder cannot be written.
void write_folder(const play::World& world, const std::filesystem::path& folder, bool with_keys);

}  // namespace tameshi::issue
