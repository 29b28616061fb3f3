// A decoded exchange as a plain value: what printing, JSON and tests look at.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/bytes.hpp"

namespace tameshi::trace {

// What is shown. Both are off unless somebody asks.
struct Options {
  bool all_data = false;      // else the first 16 and the last 4 bytes of long data
  bool show_numbers = false;  // else My Numbers, and what gives them away, are dots
};

// One line of a tree: "serial: 0BEBC266", "DF22 name: 番号　花子".
struct Node {
  std::string name;
  std::string value;  // may be empty
  std::vector<Node> inside;

  bool operator==(const Node&) const = default;
};

// Bytes as they went over the wire, or as much of them as a log kept.
struct Message {
  Bytes bytes;
  std::size_t missing = 0;  // bytes that the log left out; zeros stand in their place
};

struct Decoded {
  std::string operation;        // "READ BINARY": the command's name by ISO/IEC 7816-4
  std::string meaning;          // "READ BINARY jpki/token-information, 32 bytes from 0"
  std::string application;      // "jpki"; "jpki or card-face" when the log does not tell; "unknown"
  std::string file;             // of the current file, by its row's name; may be empty
  std::string command;          // hex, PIN bytes as "**"
  std::string response;         // hex of the data, without the status word
  std::string status;           // "63C2"; empty when no answer was logged
  std::string status_in_words;  // "2 tries left"
  std::vector<Node> sent;       // what the command's data mean
  std::vector<Node> received;   // what the response's data mean
};

}  // namespace tameshi::trace
