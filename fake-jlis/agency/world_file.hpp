// A world file: who lives in the fake Japan when it starts, and what has happened to them since.
#pragma once

#include <filesystem>

#include "fake-jlis/agency/agency.hpp"

namespace tameshi::jlis::agency {

struct PastEvent {
  LifeCommand command;
  std::chrono::milliseconds ago{0};  // before the world starts
  Place place;
};

struct WorldResident {
  std::string persona;  // a built-in one's id, or a file ending in .yaml, beside the world file
  std::vector<PastEvent> events;
  Place place;
};

struct WorldFile {
  std::optional<Instant> clock;  // when the world starts; nothing: now
  ca::Settings authority;
  bool newest_signs_lists = false;  // of all generations' certificates
  std::vector<WorldResident> residents;
};

// Every mistake is added to `problems`, and any mistake means no world. Persona files are not opened yet.
std::optional<WorldFile> read_world(std::string_view text, const std::string& file, yaml::Problems& problems);

// The same from a disk. A Problem names the first mistake and how many more there are.
Result<WorldFile> load_world(const std::filesystem::path& file);

// Lets the people of the world enter who are not in the registry yet, and live through their events. A
// Problem says whose, and where it stands in the file.
Result<void> populate(Agency& agency, const WorldFile& world);

}  // namespace tameshi::jlis::agency
