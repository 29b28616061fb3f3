#include "conformance/cli/reader_options.hpp"

#include <iostream>

#include "base/result.hpp"
#include "simulator/trace/live.hpp"

namespace tameshi::cli {

void add_reader_options(CLI::App& command, ReaderOptions& options) {
  command.add_flag("--trace", options.trace,
                   "Print every command and answer on standard error, decoded, PINs masked");
  command
      .add_option("--fault,-f", options.faults,
                  "A fault, as \"pulled during=VERIFY nth=1\"; may be repeated; tameshi faults lists them")
      ->allow_extra_args(false);
  command.add_option("command", options.command, "The command, after --")->required();
  command.positionals_at_end();
}

std::vector<card::Fault> read_faults(const ReaderOptions& options) {
  std::vector<card::Fault> out;
  out.reserve(options.faults.size());
  for (const auto& text : options.faults) {
    out.push_back(value_or_trouble(card::fault_from_text(text)));
    if (out.back().persona.empty() || out.back().kind == card::FaultKind::second_card) continue;
    throw Trouble("whose file cannot be said here", text, "give the file's bytes: bytes=3082…");
  }
  return out;
}

void print_trace(const ReaderOptions& options, const std::string& generation, Journal& journal,
                 std::string_view card) {
  if (!options.trace) return;
  journal.on_write(trace::Live(std::cerr, card::load_generation(generation)).of(std::string(card)));
}

}  // namespace tameshi::cli
