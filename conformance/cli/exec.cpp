// tameshi exec -- COMMAND…: readers with virtual cards in them, for the length of one command.
#include "base/process.hpp"
#include "conformance/cli/commands.hpp"
#include "conformance/cli/reader_options.hpp"
#include "conformance/play/recorded_card.hpp"
#include "conformance/play/world.hpp"
#include "simulator/card/faulty_card.hpp"
#include "simulator/iso7816/t0_card.hpp"
#include "simulator/transport/pcsc_reader.hpp"

namespace tameshi::cli {
namespace {

struct ExecOptions : ReaderOptions {
  std::string persona;
  std::string keys;
  std::string second_card;  // whose is in the second reader; empty: nobody's
  bool no_card = false;
  bool system_reader = false;
};

play::WorldSettings settings_of(const ExecOptions& options, const std::string& persona, unsigned number) {
  play::WorldSettings out;
  out.key_directory = options.keys.empty() ? play::default_key_directory() : options.keys;
  out.persona = persona;
  out.generation = options.generation;
  out.card_number = number;
  return out;
}

// A person's card on its way into a reader.
struct ExecCard {
  ExecCard(const ExecOptions& options, const std::string& persona, unsigned number, std::string_view called)
      : world(settings_of(options, persona, number)) {
    print_trace(options, options.generation.empty() ? world.persona().card.generation : options.generation,
                journal, called);
  }

  // With faults in front. The first card's only: they are armed for it.
  iso7816::Card& with(card::FaultBoard& board) {
    faulty.emplace(world.card(), board);
    return through(*faulty);
  }
  iso7816::Card& through(iso7816::Card& outside) {
    recorded.emplace(world.card(), outside, journal, play::Trace::masked);
    if (world.card().generation().protocol != card::Protocol::t0) return *recorded;
    return t0.emplace(*recorded);
  }

  play::World world;
  Journal journal{world.clock()};
  std::optional<card::FaultyCard> faulty;
  std::optional<play::RecordedCard> recorded;
  std::optional<iso7816::T0Card> t0;
};

// The second reader, which is there always, and the card that is put into it, now or by a fault.
class SecondReader {
 public:
  SecondReader(const ExecOptions& options, const transport::PcscReader& first)
      : options_(options), reader_(first.second_slot()) {}

  // Made beforehand: a fault must not take a second longer because a card is issued.
  void prepare(const std::string& persona) {
    if (!card_) card_.emplace(options_, persona, 1, "second card");
    if (!persona.empty() && persona != card_->world.persona().id) {
      throw Trouble("there is one second reader, and two cards for it", persona, "name one persona");
    }
  }
  void insert() {
    if (!std::exchange(is_in_, true)) reader_.insert(card_->through(card_->world.card()));
  }
  void remove() { reader_.remove(); }

 private:
  const ExecOptions& options_;
  transport::PcscReader reader_;
  std::optional<ExecCard> card_;
  bool is_in_ = false;
};

int exec(const ExecOptions& options) {
  ExecCard first(options, options.persona, 0, "card");
  card::FaultBoard board;
  auto reader =
      options.system_reader ? transport::PcscReader::use_system() : transport::PcscReader::start_private();
  SecondReader second(options, reader);
  for (auto& fault : read_faults(options)) {
    if (fault.kind == card::FaultKind::second_card) second.prepare(fault.persona);
    board.arm(std::move(fault));
  }
  board.set_wires({.tell = [&first](const FaultStruck& fault) { first.journal.write(Actor::card, fault); },
                   .pull = [&reader] { reader.pull(); },
                   .second = [&second](const std::string&) { second.insert(); }});
  if (!options.no_card) reader.insert(first.with(board));
  if (!options.second_card.empty()) {
    second.prepare(options.second_card);
    second.insert();
  }
  const auto code = value_or_trouble(run_attached(options.command, reader.entry()));
  board.interrupt();
  reader.remove();
  second.remove();
  return code;
}

}  // namespace

void add_exec(CLI::App& app, Action& action) {
  auto options = std::make_shared<ExecOptions>();
  auto* command = app.add_subcommand("exec", "Run a command with a virtual card in its PC/SC reader");
  command->add_option("--persona,-p", options->persona,
                      "Whose card (default: hanako, PIN 1234, password ABC123)");
  command->add_option("--generation,-g", options->generation, "Which card (default: the persona's)");
  command->add_option("--keys", options->keys, "Folder of the RSA key pool");
  command->add_flag("--no-card", options->no_card, "The reader is empty");
  command->add_option("--second-card", options->second_card, "Whose card is in the second reader");
  command->add_flag("--system-reader", options->system_reader,
                    "Use the machine's own pcscd, not a private one");
  add_reader_options(*command, *options);
  command->callback([options, &action] { action = [options] { return exec(*options); }; });
}

}  // namespace tameshi::cli
