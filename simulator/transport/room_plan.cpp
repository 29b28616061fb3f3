#include "simulator/transport/room_plan.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string_view>

#include "base/result.hpp"

namespace tameshi::transport {

namespace fs = std::filesystem;

namespace {

constexpr std::array drivers{
    "/usr/lib/pcsc/drivers/serial/libifdvpcd.so",
    "/usr/local/lib/pcsc/drivers/serial/libifdvpcd.so",
    "/usr/lib64/pcsc/drivers/serial/libifdvpcd.so",
    "/usr/lib/pcsc/drivers/libifdvpcd.so",
};

std::string find_pcscd() {
  const char* path = std::getenv("PATH");
  // Debian keeps it out of an ordinary user's PATH.
  std::istringstream folders(std::string(path == nullptr ? "" : path) + ":/usr/sbin:/usr/local/sbin:/sbin");
  for (std::string folder; std::getline(folders, folder, ':');) {
    auto candidate = folder + "/pcscd";
    if (!folder.empty() && ::access(candidate.c_str(), X_OK) == 0) return candidate;
  }
  throw Trouble("cannot start a private PC/SC service: pcscd is not installed", {},
                "install the package pcscd");
}

std::string find_driver() {
  for (const auto* driver : drivers) {
    if (::access(driver, R_OK) == 0) return driver;
  }
  throw Trouble("cannot start a private PC/SC service: the vpcd driver libifdvpcd.so is not installed", {},
                "install the package vsmartcard-vpcd");
}

std::string reader_configuration(std::string_view driver) {
  return fmt::format(
      "FRIENDLYNAME \"Tameshi\"\nDEVICENAME /dev/null:0x{0:X}\nLIBPATH {1}\nCHANNELID 0x{0:X}\n", vpcd_port,
      driver);
}

RunEntry run_entry(const fs::directory_entry& entry) {
  RunEntry out;
  out.source = entry.path().filename().string();
  out.destination = entry.path().string();
  std::error_code error;
  if (entry.is_symlink(error)) {
    out.kind = RunEntry::Kind::link;
    out.link_target = fs::read_symlink(entry.path(), error).string();
  } else {
    out.kind = entry.is_directory(error) ? RunEntry::Kind::folder : RunEntry::Kind::file;
  }
  return out;
}

std::vector<RunEntry> run_entries() {
  std::vector<RunEntry> out;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator("/run", error)) {
    if (entry.path() != "/run/pcscd") out.push_back(run_entry(entry));
  }
  return out;
}

}  // namespace

RoomPlan plan_room() {
  RoomPlan out;
  out.pcscd = find_pcscd();
  out.reader_configuration = reader_configuration(find_driver());
  out.uid_map = fmt::format("0 {} 1", ::geteuid());
  out.gid_map = fmt::format("0 {} 1", ::getegid());
  out.privileged = ::geteuid() == 0;
  std::error_code error;
  out.has_pcscd_folder = fs::is_directory("/run/pcscd", error);
  if (!out.has_pcscd_folder) out.run_entries = run_entries();
  return out;
}

}  // namespace tameshi::transport
