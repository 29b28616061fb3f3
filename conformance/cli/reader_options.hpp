// What exec and relay have in common: a command, the faults of the card that it meets, and the trace.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <vector>

#include "base/journal.hpp"
#include "simulator/card/fault_board.hpp"

namespace tameshi::cli {

struct ReaderOptions {
  std::string generation;
  bool trace = false;
  std::vector<std::string> faults;
  std::vector<std::string> command;
};

// After the subcommand's own options: the command comes last.
void add_reader_options(CLI::App& command, ReaderOptions& options);

std::vector<card::Fault> read_faults(const ReaderOptions& options);

// Prints what is written into the journal, decoded by the generation's tables, if that was asked for.
void print_trace(const ReaderOptions& options, const std::string& generation, Journal& journal,
                 std::string_view card = "card");

}  // namespace tameshi::cli
