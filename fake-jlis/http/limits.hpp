// How much of a client's time and bytes the server puts up with. OURS: J-LIS publishes none.
#pragma once

#include <chrono>
#include <cstddef>

namespace tameshi::jlis::http {

struct Limits {
  std::size_t head_bytes = 16UL * 1024;   // request line and fields together
  std::size_t target_bytes = 8UL * 1024;  // RFC 9110 §4.1 asks for 8,000 at least
  std::size_t body_bytes = 1024UL * 1024;
  std::size_t connections = 8192;             // at once; the one that has waited longest makes room
  std::chrono::milliseconds request{10'000};  // from the first byte of a request to its last
  std::chrono::milliseconds idle{60'000};     // between requests, and before the first
  std::chrono::milliseconds write{30'000};    // without the client taking a byte
  std::chrono::milliseconds handshake{10'000};
  std::chrono::milliseconds drain{5'000};  // for what is under way when the server stops
};

}  // namespace tameshi::jlis::http
