// What `tameshi run` and `tameshi conform` can be told.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace tameshi::cli {

// What makes the runs what they are: the report records it, and --resume reads it back.
struct Wish {
  std::vector<std::string> scenarios;
  std::vector<std::string> subjects{"in-process"};
  std::vector<std::string> tags;
  std::vector<std::string> without_tags;
  std::uint64_t seed = 1;
  long turn = 0;  // of a sweep; 0: all of them
  std::string keys;
  std::string answers;  // file of what a person at a device would answer
  bool system_reader = false;

  // Of conform only.
  std::string suite;  // its name, or a folder; empty: scenarios are named
  std::vector<std::string> cases;
  std::vector<std::string> levels;
  std::string shard;     // "3/8"; empty: all of it
  std::string baseline;  // file of the cases that are known to fail
  std::vector<std::string> marks;
};

// What becomes of them.
struct Delivery {
  std::string report;
  std::string resume;
  std::string bundle;
  std::string sign_key;
  std::string sign_certificate;
  std::string format = "console";
  bool verbose = false;
};

void add_wish(CLI::App& command, Wish& wish);
void add_suite_wish(CLI::App& command, Wish& wish);
void add_delivery(CLI::App& command, Delivery& delivery);

// "tameshi", "run" or "conform", …: the words that read_command() takes.
std::vector<std::string> command_of(const Wish& wish);
Result<Wish> read_command(const std::vector<std::string>& words, const std::string& where);

}  // namespace tameshi::cli
