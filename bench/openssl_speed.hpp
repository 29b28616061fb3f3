// The limit of signing: what the machine's own openssl can do.
#pragma once

#include <cstdio>
#include <memory>
#include <string>

namespace tameshi::bench {

// RSA-2048 signatures per second of so many processes together; 0 when there is no openssl. What it prints
// for machines is "+F2:2:2048:SIGNS_PER_SECOND:VERIFIES_PER_SECOND".
inline double openssl_speed(unsigned processes = 1) {
  const auto several = processes > 1 ? " -multi " + std::to_string(processes) : std::string();
  const auto command = "openssl speed -mr -seconds 2" + several + " rsa2048 2>/dev/null";
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  char line[256];
  while (pipe && std::fgets(line, sizeof line, pipe.get()) != nullptr) {
    double signs_per_second = 0;
    if (std::sscanf(line, "+F2:%*d:2048:%lf", &signs_per_second) == 1) return signs_per_second;
  }
  return 0;
}

}  // namespace tameshi::bench
