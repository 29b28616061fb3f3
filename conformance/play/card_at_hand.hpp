// The card beside a served J-LIS: that of somebody whom its agency knows, in a PC/SC reader. It carries what
// its holder was issued; when that changes it is taken out, written at the counter, and put back.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "conformance/play/issued_card.hpp"
#include "fake-jlis/http/card_door.hpp"
#include "simulator/card/individual_number_card.hpp"
#include "simulator/iso7816/t0_card.hpp"
#include "simulator/transport/pcsc_reader.hpp"

namespace tameshi::play {

// Used from many threads. Trouble is the reader's.
class CardAtHand {
 public:
  // The resident's card is in the reader from now on. Trouble when there is no such resident, or no card.
  CardAtHand(const jlis::agency::Agency& agency, std::string key_directory, transport::PcscReader reader,
             const jlis::registry::ResidentId& holder);

  [[nodiscard]] jlis::http::CardShown shown() const;
  void put(bool in);
  // Another resident's card takes its place, in the reader or out of it.
  Result<void> change(const jlis::registry::ResidentId& holder);
  // What happened to somebody may have changed what is on the card.
  void note(const jlis::agency::Happened& happened) noexcept;

  // All of that for the admin interface.
  [[nodiscard]] jlis::http::CardDoor door();

 private:
  struct Bearer {
    Bearer(jlis::registry::ResidentId who, Held what, std::shared_ptr<const card::Generation> tables,
           const card::CardImage& image)
        : id(std::move(who)), held(std::move(what)), card(std::move(tables), image) {}

    [[nodiscard]] iso7816::Card& in_reader();

    jlis::registry::ResidentId id;
    Held held;
    card::IndividualNumberCard card;
    iso7816::T0Card as_t0{card};
  };

  [[nodiscard]] Result<std::unique_ptr<Bearer>> bearer_called(const jlis::registry::ResidentId& id) const;
  [[nodiscard]] Result<card::CardImage> image_of(const jlis::registry::ResidentId& id, const Held& held,
                                                 jlis::ca::Line line) const;
  void put_in();
  void take_out();
  Result<void> rewrite();

  const jlis::agency::Agency& agency_;
  std::string key_directory_;
  mutable std::mutex mutex_;
  std::unique_ptr<Bearer> bearer_;
  bool in_ = false;
  std::string trouble_;
  transport::PcscReader reader_;  // ends before the card that is in it
};

}  // namespace tameshi::play
