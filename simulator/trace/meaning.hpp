// Commands and status words in words.
#pragma once

#include <string>

#include "simulator/iso7816/command_apdu.hpp"
#include "simulator/trace/position.hpp"

namespace tameshi::trace {

// "VERIFY jpki/authentication-pin, 4 bytes": what a command is about to do where the card stands now.
std::string meaning_of(const iso7816::CommandApdu& command, const Position& position);

// "2 tries left"; "security status not satisfied".
std::string status_in_words(iso7816::StatusWord status);

}  // namespace tameshi::trace
