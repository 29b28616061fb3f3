// Asking a PC/SC service about its reader, as any client would, from a child process of its own: this program
// itself is never a client, so it needs no running pcscd and stays outside every room.
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "base/result.hpp"

namespace tameshi::transport {

enum class CardPresence { absent, present };

// Moves a freshly forked child to where the PC/SC service is; empty for the machine's own.
using RoomEntry = std::function<void()>;

// Returns when the service says so; a Problem when it does not in time, cannot be reached or knows no such
// reader.
Result<void> await_card(const RoomEntry& entry, const std::string& reader, CardPresence wanted,
                        std::chrono::milliseconds timeout);

// What it says now.
Result<CardPresence> card_presence(const RoomEntry& entry, const std::string& reader);

}  // namespace tameshi::transport
