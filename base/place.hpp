// Where something stands in a file that a person wrote.
#pragma once

#include <string>

namespace tameshi {

struct Place {
  std::string file;
  int line = 0;    // from 1
  int column = 0;  // from 1

  bool operator==(const Place&) const = default;
};

inline std::string to_string(const Place& place) {
  return place.file + ":" + std::to_string(place.line) + ":" + std::to_string(place.column);
}

}  // namespace tameshi
