// The world of one run: its clock, its fake J-LIS, the persona and the persona's card.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "conformance/play/issued_card.hpp"
#include "conformance/subjects/subject.hpp"
#include "fake-jlis/registry/persona.hpp"
#include "simulator/card/individual_number_card.hpp"

namespace tameshi::play {

struct WorldSettings {
  std::string key_directory;                     // of the RSA key pool
  std::string persona;                           // empty: the default one
  std::optional<jlis::registry::Persona> who{};  // in its place: somebody who is not built in
  std::string generation;                        // of the card; empty: the persona's
  std::uint64_t seed = 1;                        // serial numbers start from it
  std::optional<Instant> clock;                  // frozen there; nothing: the machine's own time
  unsigned card_number = 0;  // a second card of the same world has keys and serials of its own
  jlis::personalisation::Images images = jlis::personalisation::Images::drawn;
  std::string deviation{};  // of the certificates, by name; empty: none
};

class World {
 public:
  explicit World(const WorldSettings& settings);

  [[nodiscard]] const Clock& clock() const { return *clock_; }
  // Null when the world runs on the machine's own time.
  [[nodiscard]] FrozenClock* frozen_clock() { return frozen_; }
  [[nodiscard]] const jlis::registry::Persona& persona() const { return persona_; }
  [[nodiscard]] card::IndividualNumberCard& card() { return *card_; }
  [[nodiscard]] const card::IndividualNumberCard& card() const { return *card_; }
  // Contents, keys and PINs of the card, by the names of the card's tables.
  [[nodiscard]] const card::CardImage& image() const { return issued_->image; }
  // The same with what the register keeps: serial numbers, validity.
  [[nodiscard]] const IssuedCard& issued() const { return *issued_; }
  // The fake J-LIS in which the persona lives; founded when it is first asked for, which must be before the
  // clock moves.
  Office& office();
  // This persona lives where the other world's does, with a card that was issued there. Not possible between
  // a card of today and the announced next one, whose authorities have other keys: then nothing happens.
  void join(World& host);
  // At the counter: the card gets the certificates that its holder has now.
  void write_card();
  // Somebody's copy of the card as it is now, but for the certificates, which deviate by name. `write_card`
  // makes it the honest one again.
  void forge_card(const std::string& deviation, Instant now);

  // The persona's PINs by the names of the card's tables.
  [[nodiscard]] std::vector<subjects::NamedSecret> secrets() const;

 private:
  std::unique_ptr<Clock> clock_;
  FrozenClock* frozen_ = nullptr;
  jlis::registry::Persona persona_;
  CardOrder order_;
  std::shared_ptr<const IssuedCard> issued_;
  std::unique_ptr<Office> own_office_;
  Office* office_ = nullptr;
  std::unique_ptr<card::IndividualNumberCard> card_;
};

// Where the key pool is when nobody says: beside the program's build, or in the user's cache.
std::string default_key_directory();

}  // namespace tameshi::play
