// What `tameshi serve --ready-file` writes, for programs that wait for it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "fake-jlis/http/card_door.hpp"

namespace tameshi::cli {

struct Addresses {
  std::string url;       // where it listens
  std::string tls_url;   // empty: no TLS
  std::string said_url;  // what certificates name
};

struct HeldOut {
  std::optional<jlis::http::CardShown> shown;
  std::string why_none;  // where there is no card
};

std::string ready_text(const Addresses& addresses, const std::vector<std::string>& residents,
                       const HeldOut& card);

// The room of a card's private reader, as a ready file says it. A Problem when it says none.
Result<long> room_in(const std::string& ready_text);

}  // namespace tameshi::cli
