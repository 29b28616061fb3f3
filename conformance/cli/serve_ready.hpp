// What `tameshi serve` tells once it answers: people on standard output, programs in the --ready-file.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "fake-jlis/http/card_door.hpp"

namespace tameshi::cli {

struct Addresses {
  std::string url;           // where it listens
  std::string tls_url;       // empty: no TLS
  std::string said_url;      // what certificates name
  std::string platform_url;  // empty: no platform operator
};

struct CardToTell {
  std::optional<jlis::http::CardShown> shown;
  std::string why_none;  // where there is no card
};

std::string ready_in_words(const Addresses& addresses, const CardToTell& card);

std::string ready_text(const Addresses& addresses, const std::vector<std::string>& residents,
                       const CardToTell& card);
// Whole or not there at all: whoever waits for the file reads it at once.
void write_ready(const std::string& file, const std::string& text);

// The room of a card's private reader, as a ready file says it. A Problem when it says none.
Result<long> room_in(const std::string& ready_text);

}  // namespace tameshi::cli
