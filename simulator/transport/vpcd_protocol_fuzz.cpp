// Any bytes in pieces of any size: every message is obeyed, and whoever waits for an answer gets a whole one.
#include <algorithm>
#include <cstdlib>

#include "simulator/transport/testing/null_card.hpp"
#include "simulator/transport/vpcd_protocol.hpp"

namespace {

using namespace tameshi;
using namespace tameshi::transport;

void require(bool held) {
  if (!held) std::abort();
}

void obey_all(VpcdStream& stream, VpcdCard& card) {
  while (const auto message = stream.next()) {
    const auto reply = card.obey(*message);
    require(reply.empty() != message->is_answered());
    if (message->is_answered()) require(reply.size() >= 2 && reply.size() == 2U + be16(reply));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  NullCard card;
  VpcdCard obedient(card);
  VpcdStream stream;
  const std::size_t piece = 1U + data[0];
  for (ByteView left(data + 1, size - 1); !left.empty();) {
    const auto room = stream.room();
    const auto count = std::min({piece, room.size(), left.size()});
    require(count > 0);
    std::copy_n(left.begin(), count, room.begin());
    stream.received(count);
    left = left.subspan(count);
    obey_all(stream, obedient);
  }
  obedient.lose_power();
  require(!obedient.is_powered());
  return 0;
}
