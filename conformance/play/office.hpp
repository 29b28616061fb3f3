// Where a world's people live: the fake J-LIS with its registry in memory. The same order and clock give the
// same certificates, so that a card can be made again.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "fake-jlis/agency/agency.hpp"

namespace tameshi::play {

struct OfficeOrder {
  std::string key_directory;
  jlis::ca::Line line = jlis::ca::Line::card;
  std::uint64_t seed = 1;
  unsigned number = 0;  // of the card in its world: a second one has serials and keys of its own
};

// What is in a resident's card or phone now: by kind, the last certificate that was not taken back with its
// carrier; nothing where there was none.
struct Held {
  std::optional<jlis::registry::Certificate> signature;
  std::optional<jlis::registry::Certificate> authentication;
  std::uint64_t carrier = 0;  // its number in the register
  Instant issued_at{};
  Instant not_after{};  // of the card

  bool operator==(const Held&) const = default;
};
Held held_by(const jlis::registry::Store& store, const jlis::registry::ResidentId& resident,
             jlis::ca::Line line);

class Office {
 public:
  Office(const OfficeOrder& order, const Clock& clock);

  // The persona enters the register, with the card or the phone that the line means.
  void admit(jlis::registry::Persona persona, jlis::ca::Line line);

  [[nodiscard]] jlis::agency::Agency& agency() { return agency_; }
  [[nodiscard]] const jlis::agency::Agency& agency() const { return agency_; }
  [[nodiscard]] jlis::ca::KeyPool& pool() { return pool_; }

  // The CAs' certificates as PEM, by kind.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> anchors() const;
  [[nodiscard]] Held held_by(const jlis::registry::ResidentId& resident, jlis::ca::Line line) const {
    return play::held_by(*store_, resident, line);
  }

 private:
  jlis::ca::KeyPool& pool_;
  std::unique_ptr<jlis::registry::Store> store_;
  jlis::agency::Agency agency_;
};

// The pool in that directory; opened once per process.
jlis::ca::KeyPool& pool_in(const std::string& directory);

}  // namespace tameshi::play
