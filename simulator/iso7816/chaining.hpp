// Command chaining, ISO/IEC 7816-4 §5.3.3: a client of short APDUs sends long data in pieces. A part that a
// card may use; what a chain means is the card's business.
#pragma once

#include <optional>

#include "simulator/iso7816/command_apdu.hpp"

namespace tameshi::iso7816 {

class CommandChain {
 public:
  // Takes a piece. Gives the whole command after the last piece, nothing while more are to come, and 6700
  // when the collected data outgrow an extended APDU. A command of another header ends the chain and stands
  // for itself. The result is a view of this chain, good until the next call.
  tl::expected<std::optional<CommandApdu>, StatusWord> take(const CommandApdu& piece);

  void drop();

 private:
  Bytes data_;
  CommandApdu header_;
  bool open_ = false;
};

}  // namespace tameshi::iso7816
