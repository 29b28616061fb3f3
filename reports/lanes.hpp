// The exchange of a run as arrows between lanes: who told whom what, in order, and how far apart in time.
// Nothing here knows how it is drawn.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/verdict.hpp"

namespace tameshi::reports {

enum class LaneKind : std::uint8_t { tester, subject, card, service };

struct Lane {
  LaneKind kind = LaneKind::tester;
  std::string service;  // "ocsp"
};

struct Arrow {
  std::size_t event = 0;  // the first one it stands for
  std::size_t count = 1;  // how many alike it stands for, one after the other
  Instant time{};
  Instant until{};  // of the last one it stands for
  int step = 0;
  std::size_t from = 0;  // lanes; both the same for what happens within one
  std::size_t to = 0;
  std::string label;   // "VERIFY authentication-pin, 4 bytes"
  std::string answer;  // "63C2", drawn back; empty: nothing came, or none was asked for
  bool is_well = true;
  bool is_return = false;  // an answer of its own, such as the outcome of an act
};

struct Exchange {
  std::vector<Lane> lanes;
  std::vector<Arrow> arrows;
  bool with_app = false;  // the card is held by the customer's app, which is the tester's own
};

Exchange exchange_of(const RunResult& run);

// How far below the arrow before it an arrow stands, in pixels.
enum class Stretch : std::uint8_t { first, spread, scaled, cut };
struct Distance {
  Stretch stretch = Stretch::first;
  std::chrono::milliseconds wait{};
  int pixels = 0;
};

// Milliseconds of the world's time per row, so that the usual waits of this exchange fit; nothing when the
// clock never moved a little.
std::optional<std::chrono::milliseconds> time_of_row(const std::vector<Arrow>& arrows);

inline constexpr int row_pixels = 36;
// Between two arrows; to scale where the wait is longer than a row and short enough to be drawn.
Distance distance(const Arrow& before, const Arrow& after, std::optional<std::chrono::milliseconds> row);

}  // namespace tameshi::reports
