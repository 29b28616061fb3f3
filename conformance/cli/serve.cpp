// tameshi serve: the fake J-LIS and its platform operator on ports, until SIGTERM or Ctrl-C.
#include <unistd.h>

#include <array>
#include <csignal>
#include <iostream>

#include "conformance/cli/commands.hpp"
#include "conformance/cli/serve_card.hpp"
#include "conformance/cli/serve_doors.hpp"
#include "conformance/cli/serve_platform.hpp"
#include "fake-jlis/http/site.hpp"

namespace tameshi::cli {
namespace {

namespace http = jlis::http;

// A pipe that a signal writes to, since a handler may do little else.
std::array<int, 2> stop_pipe{-1, -1};

void on_signal(int) {
  const char byte = 0;
  [[maybe_unused]] const auto written = ::write(stop_pipe[1], &byte, 1);
}

void catch_signals() {
  if (::pipe(stop_pipe.data()) != 0) throw Trouble("cannot make a pipe", "", "");
  for (const int signal : {SIGTERM, SIGINT}) std::signal(signal, on_signal);
}

void await_signal() {
  char byte = 0;
  while (::read(stop_pipe[0], &byte, 1) < 0) {
  }
}

std::FILE* open_log(const std::string& name) {
  if (name.empty()) return nullptr;
  if (name == "-") return stderr;
  auto* file = std::fopen(name.c_str(), "ae");
  if (file == nullptr)
    throw Trouble("cannot be written", name, "is the folder there, and may you write to it?");
  return file;
}

http::SiteSettings site_settings(const ServeOptions& options, const Addresses& addresses, Secret token,
                                 const ServedWorld& world) {
  http::SiteSettings out{addresses.said_url, std::move(token), open_log(options.log)};
  if (world.newest_signs_lists()) out.lists.signing = jlis::crl::Signing::newest_generation;
  return out;
}

void tell(const ServeOptions& options, const Addresses& addresses, const CardToTell& card,
          const std::vector<std::string>& residents) {
  std::cout << ready_in_words(addresses, card) << std::flush;
  if (!options.ready_file.empty()) write_ready(options.ready_file, ready_text(addresses, residents, card));
}

// What was made last ends first: the operator finds its J-LIS there to the end.
int serve(const ServeOptions& options) {
  catch_signals();
  auto token = admin_token(options);
  const auto own_token = platform_token(options);
  Serving jlis_door(jlis_doors(options), "the fake J-LIS");
  const auto operator_door = platform_door(options);
  const auto addresses = addresses_of(options, jlis_door, operator_door.get());
  ServedWorld world(options, addresses.said_url);
  http::Site site(site_settings(options, addresses, std::move(token), world), world.agency(), world.clock(),
                  world.pool());
  const auto held = hold_out(options, world, site);
  const auto open = jlis_door.open(
      [&site](const http::Request& request) { return site.answer(request); },
      [&site](const http::Refusal& refusal, const http::Peer& peer) { site.note_refused(refusal, peer); });
  std::optional<ServedOperator> the_operator;
  if (operator_door) the_operator.emplace(addresses, own_token, world, *operator_door);
  tell(options, addresses, held.to_tell, world.store().residents());
  await_signal();
  return 0;
}

}  // namespace

void add_serve(CLI::App& app, Action& action) {
  auto options = std::make_shared<ServeOptions>();
  auto* command = app.add_subcommand("serve",
                                     "Bring up the fake J-LIS: OCSP, lists, certificates, admin interface, a "
                                     "card in a reader, and a platform operator");
  add_serve_options(*command, *options);
  command->callback([options, &action] { action = [options] { return serve(*options); }; });
}

}  // namespace tameshi::cli
