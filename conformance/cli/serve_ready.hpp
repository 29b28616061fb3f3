// What `tameshi serve --ready-file` writes, for programs that wait for it.
#pragma once

#include <string>
#include <vector>

namespace tameshi::cli {

struct Addresses {
  std::string url;       // where it listens
  std::string tls_url;   // empty: no TLS
  std::string said_url;  // what certificates name
};

std::string ready_text(const Addresses& addresses, const std::vector<std::string>& residents);

}  // namespace tameshi::cli
