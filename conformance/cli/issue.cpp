// tameshi issue: writes what a persona's card and the two CAs hold as files.
#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "conformance/cli/commands.hpp"
#include "conformance/cli/summary.hpp"
#include "conformance/play/world.hpp"
#include "simulator/card/inspect.hpp"

namespace tameshi::cli {
namespace {

namespace fs = std::filesystem;

struct IssueOptions {
  std::string persona;
  std::string out;
  std::string keys;
  bool with_keys = false;
};

void write(const fs::path& path, std::string_view text) {
  std::ofstream out(path, std::ios::binary);
  out << text;
  out.close();
  if (!out) throw Trouble("cannot write", path.string(), "is the folder writable and the disk not full?");
}

// The card's names for them, and the files they go to.
constexpr std::array certificates{
    std::pair{"signature-certificate", "signature"},
    std::pair{"signature-ca-certificate", "signature-ca"},
    std::pair{"authentication-certificate", "authentication"},
    std::pair{"authentication-ca-certificate", "authentication-ca"},
};

std::vector<WrittenFile> certificate_files(const card::CardImage& image) {
  std::vector<WrittenFile> out;
  for (const auto& [held, name] : certificates) {
    const auto der = image.contents.find(held);
    if (der == image.contents.end()) continue;
    out.push_back({fmt::format("{}.der", name), der->second});
    out.push_back({fmt::format("{}.pem", name), bytes_of(pem("CERTIFICATE", der->second))});
  }
  return out;
}

// Every file of every application as AP/EFID.bin; objects of GET DATA by their tags.
std::vector<WrittenFile> card_files(const card::IndividualNumberCard& card) {
  std::vector<WrittenFile> out;
  for (const auto& application : card::inspect(card)) {
    for (const auto& file : application.files) {
      if (file.contents.empty()) continue;
      out.push_back({fmt::format("{}/{:04X}.bin", application.table->name, file.id),
                     Bytes(file.contents.begin(), file.contents.end())});
    }
  }
  return out;
}

// The private keys of the two certificates; none goes into the summary.
void write_keys(const card::CardImage& image, const fs::path& folder) {
  for (const auto* name : {"signature", "authentication"}) {
    const auto key = image.keys.find(fmt::format("{}-key", name));
    if (key == image.keys.end()) continue;
    const auto path = folder / fmt::format("{}.key", name);
    write(path, key->second.to_pem());
    fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
  }
}

void make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw Trouble(fmt::format("cannot make the folder: {}", error.message()), folder.string(), "");
}

int issue(const IssueOptions& options) {
  play::WorldSettings settings;
  settings.key_directory = options.keys.empty() ? play::default_key_directory() : options.keys;
  settings.persona = options.persona;
  const play::World world(settings);
  const fs::path folder(options.out);
  make_folder(folder);
  auto files = certificate_files(world.image());
  for (auto& file : card_files(world.card())) files.push_back(std::move(file));
  for (const auto& file : files) {
    make_folder((folder / file.name).parent_path());
    write(folder / file.name, text_of(file.contents));
  }
  write(folder / "summary.json", summary_of(world, files));
  if (options.with_keys) write_keys(world.image(), folder);
  std::cout << fmt::format("certificates of {} in {}\n", world.persona().id, options.out);
  return 0;
}

}  // namespace

void add_issue(CLI::App& app, Action& action) {
  auto options = std::make_shared<IssueOptions>();
  auto* command = app.add_subcommand(
      "issue", "Write a persona's certificates as PEM and DER, every file of the card, and a summary");
  command->add_option("--persona,-p", options->persona, "Whose (default: hanako)");
  command->add_option("--out,-o", options->out, "Folder to write to")->required();
  command->add_option("--keys", options->keys, "Folder of the RSA key pool");
  command->add_flag("--with-keys", options->with_keys, "The card's private keys too");
  command->callback([options, &action] { action = [options] { return issue(*options); }; });
}

}  // namespace tameshi::cli
