#include <sys/utsname.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "base/openssl.hpp"
#include "conformance/cli/bundle_file.hpp"
#include "conformance/cli/made_of.hpp"

namespace tameshi::cli {
namespace {

// "Debian GNU/Linux 12 (bookworm)": PRETTY_NAME of os-release(5).
std::string system_name() {
  std::ifstream in("/etc/os-release");
  constexpr std::string_view key = "PRETTY_NAME=";
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with(key)) continue;
    auto value = line.substr(key.size());
    std::erase(value, '"');
    return value;
  }
  return "unknown";
}

// The node's name is in there too, and stays there.
utsname kernel() {
  utsname out{};
  ::uname(&out);
  return out;
}

}  // namespace

std::string environment_json() {
  const auto system = kernel();
  nlohmann::ordered_json out;
  out["tameshi"] = TAMESHI_VERSION;
  out["commit"] = commit();
  out["built-with"] = parts();
  out["openssl-in-use"] = openssl::version();
  out["system"] = system_name();
  out["kernel"] = std::string(system.sysname) + " " + system.release;
  out["machine"] = system.machine;
  return out.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace tameshi::cli
