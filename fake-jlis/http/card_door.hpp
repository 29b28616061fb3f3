// The card that may be held out beside the server, as the house sees it: cards and readers are somebody
// else's business.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "fake-jlis/agency/agency.hpp"

namespace tameshi::jlis::http {

struct CardShown {
  registry::ResidentId of;
  std::uint64_t carrier = 0;  // in the register
  std::string generation;     // of the card's tables
  bool in = false;            // the reader
  std::string reader;         // as PC/SC lists it
  std::optional<long> room;   // of `tameshi join --room`; nothing: the machine's own PC/SC service
  std::vector<registry::CertificateId> certificates;
  std::string trouble;  // why it does not carry what its holder has; empty: it does
};

// Safe to use from many threads. Empty functions where there is no card.
struct CardDoor {
  std::function<CardShown()> show;
  // Into the reader or out of it.
  std::function<void(bool)> put;
  // Somebody else's card in its place; a Problem when there is no such card.
  std::function<Result<void>(const registry::ResidentId&)> change;
  // What happened to somebody; never throws.
  std::function<void(const agency::Happened&)> happened;
  std::string why_none;
};

}  // namespace tameshi::jlis::http
