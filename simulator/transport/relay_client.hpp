// The process that holds the card in the other reader: a PC/SC client of its own, so that the program which
// relays is none, and a service that hangs can be left behind.
#pragma once

#include <string>

#include "simulator/transport/pcsc_client.hpp"

namespace tameshi::transport {

// The whole life of that process, in a freshly forked child: finds the first reader that has `wanted` in its
// name, says so, and then does what it is asked until the socket is closed.
[[noreturn]] void hold_relayed_card(const RoomEntry& entry, const std::string& wanted, int socket);

// The same for a process that only looks: writes one NewsOfReader as a byte for how it is now and one for
// each change.
enum class NewsOfReader : char { card_there = 'P', no_card = 'A' };
[[noreturn]] void watch_relayed_reader(const RoomEntry& entry, const std::string& reader, int news);

}  // namespace tameshi::transport
