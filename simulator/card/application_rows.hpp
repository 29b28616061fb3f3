// The rows of an application's table, read one by one.
#pragma once

#include "simulator/card/table_fields.hpp"

namespace tameshi::card {

PinRow read_pin(yaml::Fields& f);
KeyRow read_key(yaml::Fields& f);
FileRow read_file(yaml::Fields& f);
InternalRow read_internal(yaml::Fields& f);
ObjectRow read_object(yaml::Fields& f);
SecureMessagingRow read_secure_messaging(yaml::Fields& f);

// Two bytes in quotes: a file identifier, the tag of an object.
std::uint16_t two_bytes_at(yaml::Fields& f, std::string_view key);

// Names of PINs must exist, names and identifiers be unique, PINs be countable: a wrong table would otherwise
// open what is closed.
void check_application(const ApplicationTable& table, yaml::Fields& f);

}  // namespace tameshi::card
