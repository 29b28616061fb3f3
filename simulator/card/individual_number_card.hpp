// The Individual Number card: any bytes in, an answer out, with the rule that made it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/card/card_image.hpp"
#include "simulator/card/challenge_source.hpp"
#include "simulator/card/file_system.hpp"
#include "simulator/card/table.hpp"
#include "simulator/iso7816/card.hpp"
#include "simulator/iso7816/chaining.hpp"

namespace tameshi::card {

struct Stage;

// What commands change and power-off keeps.
struct Memory {
  std::vector<std::vector<Pin>> pins;  // of each application
  ChallengeSource challenges;
};

class IndividualNumberCard final : public iso7816::Card {
 public:
  // `seed`: of its random numbers, which are the same for the same seed.
  IndividualNumberCard(std::shared_ptr<const Generation> generation, const CardImage& image,
                       std::uint64_t seed = 0);

  [[nodiscard]] ByteView atr() const override { return generation_->atr; }
  void power_on() override { session_ = fresh_session(); }
  void power_off() override { session_ = fresh_session(); }
  void reset() override { session_ = fresh_session(); }
  iso7816::Answer transmit(ByteView command) override;

  // Tries left of a PIN by its row's name, or "card-face/number-a" where several applications have one (the
  // plain name then means the first of them); nothing when the card has no such PIN.
  [[nodiscard]] std::optional<unsigned> tries_left(std::string_view pin) const;
  // Puts a PIN's counter where a scenario wants it (at most its limit); a plain name means all of that name.
  void set_tries_left(std::string_view pin, unsigned left);

  // All of it, to go back to; a card without power comes back. Of this card only.
  [[nodiscard]] Memory memory() const;
  void restore(const Memory& memory);

  // At the counter: other contents and keys. The PINs and their tries stay, power is off afterwards.
  void write(const CardImage& image);

  // What a command is about to do, for people: "VERIFY authentication-pin, 4 bytes". Never shows data.
  [[nodiscard]] std::string describe(ByteView command) const;

  // What is on the card; see inspect.hpp.
  [[nodiscard]] const FileSystem& files() const { return files_; }
  [[nodiscard]] const std::string& holder() const { return holder_; }
  [[nodiscard]] const Generation& generation() const { return *generation_; }

 private:
  [[nodiscard]] Session fresh_session();
  iso7816::Answer dispatch(const iso7816::CommandApdu& command);
  // Of a command that asks for secure messaging.
  iso7816::Answer secured(const iso7816::CommandApdu& command);
  iso7816::Answer opened(const iso7816::CommandApdu& command);
  [[nodiscard]] Stage stage();

  std::shared_ptr<const Generation> generation_;
  std::string holder_;
  FileSystem files_;  // survives power-off
  Session session_;   // does not
  iso7816::CommandChain chain_;
  ChallengeSource challenges_;
  Bytes scratch_;  // holds the data of the last answer that is not a file's
  Bytes plain_;    // of the last secured command
  Bytes sealed_;   // of its answer
};

// The command as hexadecimal with the bytes of a PIN as "**".
std::string masked_hex(ByteView command);

}  // namespace tameshi::card
