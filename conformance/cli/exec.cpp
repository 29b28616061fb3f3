// tameshi exec -- COMMAND…: a reader with a card in it, for the length of one command.
#include <fmt/format.h>

#include <iostream>

#include "base/process.hpp"
#include "conformance/cli/commands.hpp"
#include "conformance/play/recorded_card.hpp"
#include "conformance/play/world.hpp"
#include "simulator/card/faulty_card.hpp"
#include "simulator/iso7816/t0_card.hpp"
#include "simulator/transport/pcsc_reader.hpp"

namespace tameshi::cli {
namespace {

struct ExecOptions {
  std::string persona;
  std::string generation;  // empty: the persona's own
  std::string keys;
  bool system_reader = false;
  bool trace = false;
  std::vector<std::string> faults;
  std::vector<std::string> command;
};

void print_fault(const FaultStruck& fault) {
  std::cerr << fmt::format("fault: {} {} {}\n", fault.fault, fault.where, fault.detail);
}

void arm(const std::vector<std::string>& texts, card::FaultBoard& board) {
  for (const auto& text : texts) {
    auto fault = value_or_trouble(card::fault_from_text(text));
    if (!fault.persona.empty()) {
      throw Trouble("whose file cannot be said here", text, "give the file's bytes: bytes=3082…");
    }
    board.arm(std::move(fault));
  }
}

void print_exchange(const Event& event) {
  if (const auto* fault = std::get_if<FaultStruck>(&event.body)) print_fault(*fault);
  if (const auto* exchange = std::get_if<ApduExchange>(&event.body)) {
    std::cerr << fmt::format("{} > {}\n     < {}{} {}\n", exchange->meaning, exchange->command,
                             exchange->response, exchange->status, exchange->because);
  }
}

int exec(const ExecOptions& options) {
  play::WorldSettings settings;
  settings.key_directory = options.keys.empty() ? play::default_key_directory() : options.keys;
  settings.persona = options.persona;
  settings.generation = options.generation;
  play::World world(settings);
  Journal journal(world.clock());
  if (options.trace) journal.on_write(print_exchange);
  card::FaultBoard board;
  arm(options.faults, board);
  card::FaultyCard faulty(world.card(), board);
  play::RecordedCard recorded(world.card(), faulty, journal, play::Trace::masked);
  iso7816::T0Card t0(recorded);
  iso7816::Card& card = world.card().generation().protocol == card::Protocol::t0
                            ? static_cast<iso7816::Card&>(t0)
                            : static_cast<iso7816::Card&>(recorded);
  auto reader =
      options.system_reader ? transport::PcscReader::use_system() : transport::PcscReader::start_private();
  board.set_wires({.tell = [&journal](const FaultStruck& fault) { journal.write(Actor::card, fault); },
                   .pull = [&reader] { reader.pull(); }});
  reader.insert(card);
  const auto code = value_or_trouble(run_attached(options.command, reader.entry()));
  board.interrupt();
  reader.remove();
  return code;
}

}  // namespace

void add_exec(CLI::App& app, Action& action) {
  auto options = std::make_shared<ExecOptions>();
  auto* command = app.add_subcommand("exec", "Run a command with a virtual card in its PC/SC reader");
  command->add_option("--persona,-p", options->persona,
                      "Whose card (default: hanako, PIN 1234, password ABC123)");
  command->add_option("--generation,-g", options->generation, "Which card")->capture_default_str();
  command->add_option("--keys", options->keys, "Folder of the RSA key pool");
  command->add_flag("--system-reader", options->system_reader,
                    "Use the machine's own pcscd, not a private one");
  command->add_flag("--trace", options->trace, "Print every command and answer, decoded, PINs masked");
  command
      ->add_option("--fault,-f", options->faults,
                   "A fault, as \"pulled during=VERIFY nth=1\"; may be repeated; tameshi faults lists them")
      ->allow_extra_args(false);
  command->add_option("command", options->command, "The command, after --")->required();
  command->positionals_at_end();
  command->callback([options, &action] { action = [options] { return exec(*options); }; });
}

}  // namespace tameshi::cli
