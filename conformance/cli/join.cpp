// tameshi join -- COMMAND…: runs a command where it sees the reader of a `tameshi serve`.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "base/process.hpp"
#include "conformance/cli/commands.hpp"
#include "conformance/cli/serve_ready.hpp"
#include "simulator/transport/room_door.hpp"

namespace tameshi::cli {
namespace {

struct JoinOptions {
  std::string ready_file;
  std::optional<long> room;
  std::vector<std::string> command;
};

long room_of_ready_file(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(in), {});
  if (!in) throw Trouble("cannot be read", file, "is it there? `tameshi serve` writes it when it is ready");
  const auto room = room_in(text);
  if (!room) throw Trouble(room.error().what, file, room.error().cure);
  return *room;
}

bool is_served(const transport::KeptRoom& room) {
  return room.owner.find(" serve") != std::string::npos;
}

// The only one there is.
long room_nearby() {
  auto all = transport::kept_rooms();
  std::erase_if(all, [](const auto& one) { return !is_served(one); });
  if (all.empty())
    throw Trouble("no reader of a `tameshi serve` was found", "", "start one, or name its --ready-file");
  if (all.size() == 1) return all.front().keeper;
  std::vector<std::string> known;
  known.reserve(all.size());
  for (const auto& one : all) known.push_back(fmt::format("--room {} ({})", one.keeper, one.owner));
  throw Trouble("there are several readers", "", fmt::format("name one: {}", fmt::join(known, ", ")));
}

int join(const JoinOptions& options) {
  const auto room =
      !options.ready_file.empty() ? room_of_ready_file(options.ready_file) : options.room.value_or(0);
  const auto keeper = room != 0 ? room : room_nearby();
  return value_or_trouble(run_attached(options.command, transport::door_of_room(static_cast<pid_t>(keeper))));
}

}  // namespace

void add_join(CLI::App& app, Action& action) {
  auto options = std::make_shared<JoinOptions>();
  auto* command = app.add_subcommand("join", "Run a command that meets the card of a `tameshi serve`");
  auto* file = command->add_option("--ready-file", options->ready_file, "Which one: what it wrote there");
  command
      ->add_option("--room", options->room,
                   "Which one: the number that it printed (default: the only one of this user)")
      ->excludes(file);
  command->add_option("command", options->command, "The command, after --")->required();
  command->positionals_at_end();
  command->callback([options, &action] { action = [options] { return join(*options); }; });
}

}  // namespace tameshi::cli
