// What the application for filling in forms holds (券面事項入力補助AP, facts/card.md §3.2).
#pragma once

#include <optional>
#include <string>

#include "base/bytes.hpp"

namespace tameshi::subjects {

// The twelve digits of file 0001; nothing when it is not one.
std::optional<std::string> my_number_in(ByteView file);

// File 0002, as it was written: UTF-8, the date of birth as eight characters, the sex as one.
struct Attributes {
  std::string name;
  std::string address;
  std::string birth_date;
  std::string sex;
};
// Nothing when it is not such a file, or one of the four is missing.
std::optional<Attributes> attributes_in(ByteView file);

// How many bytes the file has that begins so; nothing when that cannot be told.
std::optional<std::size_t> size_of_form(ByteView beginning);

}  // namespace tameshi::subjects
