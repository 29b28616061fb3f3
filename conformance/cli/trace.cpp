// tameshi trace FILE: a log of exchanges that was taken elsewhere, decoded. Nothing of it is stored.
#include <fstream>
#include <iostream>

#include "conformance/cli/commands.hpp"
#include "simulator/trace/decoder.hpp"
#include "simulator/trace/log.hpp"
#include "simulator/trace/print.hpp"

namespace tameshi::cli {
namespace {

struct TraceOptions {
  std::string file;
  std::string generation = "current";
  bool json = false;
  trace::Options shown;
};

// At most one byte more than a log may have: too long is then seen.
std::string text_of(std::istream& in) {
  std::string out;
  char block[65536];
  while (out.size() <= trace::longest_log && (in.read(block, sizeof block), in.gcount() > 0)) {
    out.append(block, static_cast<std::size_t>(in.gcount()));
  }
  return out;
}

Result<std::string> text_of_file(const std::string& path) {
  if (path == "-") return text_of(std::cin);
  std::ifstream in(path, std::ios::binary);
  auto text = text_of(in);
  if (!in.is_open() || in.bad()) return failure("cannot read this file", path, "is the name right?");
  return text;
}

void show(const trace::Log& log, trace::Decoder& decoder, const TraceOptions& options) {
  for (const auto& entry : log.entries) {
    if (std::holds_alternative<trace::PowerUp>(entry)) decoder.power_up();
    if (std::holds_alternative<trace::Omission>(entry)) decoder.forget();
    const auto* exchange = std::get_if<trace::LoggedExchange>(&entry);
    if (exchange == nullptr) continue;
    const auto decoded = decoder.decode(exchange->command, exchange->response);
    if (options.json) {
      std::cout << trace::to_json_line(exchange->line, decoded) << '\n';
    } else {
      trace::print(std::cout, exchange->line, decoded);
    }
  }
}

int run_trace(const TraceOptions& options) {
  const auto text = text_of_file(options.file);
  const auto log = text ? trace::read_log(*text, options.file) : tl::unexpected(text.error());
  if (!log) {
    std::cerr << "tameshi: " << to_string(log.error()) << '\n';
    return 2;
  }
  trace::Decoder decoder(card::load_generation(options.generation), options.shown);
  show(*log, decoder, options);
  for (const auto& problem : log->problems) std::cerr << to_string(problem) << '\n';
  return log->problems.empty() ? 0 : 2;
}

}  // namespace

void add_trace(CLI::App& app, Action& action) {
  auto options = std::make_shared<TraceOptions>();
  auto* command = app.add_subcommand("trace", "Decode a log of exchanges with a card, a real one's too");
  command
      ->add_option(
          "file", options->file,
          "A log of pcscd --apdu or OPENSC_DEBUG=9, a journal.jsonl, or lines of \"> hex\" and \"< hex\"; - "
          "for standard input")
      ->required();
  command->add_option("--generation,-g", options->generation, "Whose tables give the names")
      ->capture_default_str();
  command->add_flag("--json", options->json, "One line of JSON for each exchange");
  command->add_flag("--all", options->shown.all_data, "Long data whole, not shortened");
  command->add_flag("--show-numbers", options->shown.show_numbers, "My Numbers too; PINs stay masked");
  command->callback([options, &action] { action = [options] { return run_trace(*options); }; });
}

}  // namespace tameshi::cli
