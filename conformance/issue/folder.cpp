#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <fstream>
#include <set>
#include <system_error>

#include "conformance/issue/issue.hpp"
#include "conformance/issue/summary.hpp"
#include "simulator/card/table.hpp"

namespace tameshi::issue {
namespace {

namespace fs = std::filesystem;

std::string reason(int error) {
  return std::generic_category().message(error);
}

void write(const fs::path& path, std::string_view text) {
  errno = 0;
  std::ofstream out(path, std::ios::binary);
  out << text;
  out.close();
  if (out) return;
  const int error = errno;
  throw Trouble(fmt::format("cannot write: {}", reason(error)), path.string(),
                error == ENOSPC ? "make room on that disk, or choose another folder"
                                : "choose a folder that you may write to");
}

void make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (!error && !fs::is_directory(folder, error)) error = std::make_error_code(std::errc::not_a_directory);
  if (error) {
    throw Trouble(fmt::format("cannot make the folder: {}", error.message()), folder.string(),
                  "choose another folder");
  }
}

// Of any generation: the folder may be of another card.
std::set<std::string> application_names() {
  std::set<std::string> out;
  for (const auto& name : card::generation_names()) {
    const auto generation = card::load_generation(name);
    for (const auto& application : generation->applications) out.insert(application.name);
  }
  return out;
}

void remove_card_files(const fs::path& application) {
  constexpr std::size_t name_length = 8;  // "0001.bin"
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(application, error)) {
    if (entry.path().extension() == ".bin" && entry.path().filename().string().size() == name_length)
      fs::remove(entry.path(), error);
  }
  fs::remove(application, error);  // when nothing else is in it
}

// Otherwise the signature certificate of one persona would lie beside the files of another, who has none.
void remove_earlier_issue(const fs::path& folder) {
  std::error_code error;
  for (const auto* name : {"summary.json", "photo.jp2", "name.png", "address.png", "security-code.png",
                           "my-number.png", "signature.key", "authentication.key"}) {
    fs::remove(folder / name, error);
  }
  for (const auto* certificate : {"signature", "signature-ca", "authentication", "authentication-ca"}) {
    for (const auto* form : {".pem", ".der"}) fs::remove(folder / (std::string(certificate) + form), error);
  }
  for (const auto& application : application_names()) {
    fs::remove(folder / (application + "-authority.pem"), error);
    remove_card_files(folder / application);
  }
}

// Nobody but the owner may read it, at no time.
void write_key(const fs::path& path, std::string_view text) {
  write(path, "");
  fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
  write(path, text);
}

void write_keys(const card::CardImage& image, const fs::path& folder) {
  for (const auto* name : {"signature", "authentication"}) {
    const auto key = image.keys.find(fmt::format("{}-key", name));
    if (key != image.keys.end()) write_key(folder / fmt::format("{}.key", name), key->second.to_pem());
  }
}

}  // namespace

void write_folder(const play::World& world, const fs::path& folder, bool with_keys) {
  make_folder(folder);
  remove_earlier_issue(folder);
  const auto files = files_of(world);
  for (const auto& file : files) {
    make_folder((folder / file.name).parent_path());
    write(folder / file.name, text_of(file.contents));
  }
  if (with_keys) write_keys(world.image(), folder);
  write(folder / "summary.json", summary_of(world, files));
}

}  // namespace tameshi::issue
