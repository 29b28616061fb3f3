// tameshi relay --reader NAME -- COMMAND…: the card in another reader, a real one included, with our faults
// and our trace in front of it, as the only card of a private reader.
#include <fmt/format.h>

#include <iostream>

#include "base/process.hpp"
#include "conformance/cli/commands.hpp"
#include "conformance/cli/reader_options.hpp"
#include "conformance/play/recorded_card.hpp"
#include "simulator/card/faulty_card.hpp"
#include "simulator/iso7816/command_apdu.hpp"
#include "simulator/transport/relay_follower.hpp"

namespace tameshi::cli {
namespace {

struct RelayOptions : ReaderOptions {
  std::string reader;
};

std::string operation_of(ByteView command) {
  return command.size() < 2 ? "no command" : iso7816::operation_name(command[1]);
}

void arm(const RelayOptions& options, card::FaultBoard& board) {
  for (auto& fault : read_faults(options)) {
    if (fault.kind == card::FaultKind::second_card) {
      throw Trouble("relay has no second card", fault.name, "use tameshi exec");
    }
    board.arm(std::move(fault));
  }
}

// The other reader's service is our own surroundings: its processes are made before, and outside of, the room
// in which the command runs.
int relay(const RelayOptions& options) {
  transport::RelayCard relayed({}, options.reader);
  const SystemClock clock;
  Journal journal(clock);
  print_trace(options, options.generation, journal);
  card::FaultBoard board;
  arm(options, board);
  card::FaultyCard faulty(relayed, board);
  play::RecordedCard recorded(operation_of, faulty, journal, play::Trace::masked);
  auto reader = transport::PcscReader::start_private();
  board.set_wires({.tell = [&journal](const FaultStruck& fault) { journal.write(Actor::card, fault); },
                   .pull = [&reader] { reader.pull(); },
                   .second = {}});
  const auto note = [&journal](const char* change, const std::string& detail) {
    journal.write(Actor::reader, CardEvent{change, detail});
  };
  const transport::RelayFollower follower(
      reader, recorded, relayed,
      {.comes =
           [&] {
             board.come();
             note("inserted", relayed.reader());
           },
       .gone = [&](const std::string& why) { note("removed", why); },
       .fails = [](const std::string& trouble) { std::cerr << fmt::format("tameshi: {}\n", trouble); }});
  const auto code = value_or_trouble(run_attached(options.command, reader.entry()));
  board.interrupt();
  return code;
}

}  // namespace

void add_relay(CLI::App& app, Action& action) {
  auto options = std::make_shared<RelayOptions>();
  options->generation = "current";
  auto* command =
      app.add_subcommand("relay", "Run a command with the card of another PC/SC reader, a real one's too");
  command->add_option("--reader,-r", options->reader, "The reader's name, or a part of it")->required();
  command->add_option("--generation,-g", options->generation, "Whose tables give the trace its names")
      ->capture_default_str();
  add_reader_options(*command, *options);
  command->callback([options, &action] { action = [options] { return relay(*options); }; });
}

}  // namespace tameshi::cli
