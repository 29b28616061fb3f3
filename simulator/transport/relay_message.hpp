// What a relayed card and the process that holds the real one say to each other: one message to ask, one to
// answer, each whole on a SOCK_SEQPACKET socket.
#pragma once

#include <optional>

#include "base/bytes.hpp"

namespace tameshi::transport {

enum class RelayVerb : std::uint8_t { power_on, power_off, reset, transmit };

struct RelayRequest {
  RelayVerb verb = RelayVerb::power_on;
  Bytes command;  // of transmit
};

// PC/SC's own code and, when that is success, the ATR or the response. The first reply comes unasked: the
// reader's name, or the names of those that there are, each on a line.
struct RelayReply {
  long code = 0;
  Bytes bytes;
};

// False, or nothing, when the other side is gone.
bool send_request(int socket, RelayVerb verb, ByteView command = {});
std::optional<RelayRequest> receive_request(int socket);
bool send_reply(int socket, const RelayReply& reply);
std::optional<RelayReply> receive_reply(int socket);

}  // namespace tameshi::transport
