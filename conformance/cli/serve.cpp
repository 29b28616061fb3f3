// tameshi serve: the fake J-LIS on a port, until SIGTERM or Ctrl-C.
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "conformance/cli/commands.hpp"
#include "conformance/cli/serve_options.hpp"
#include "conformance/cli/serve_ready.hpp"
#include "conformance/play/card_at_hand.hpp"
#include "conformance/play/world.hpp"
#include "fake-jlis/agency/world_file.hpp"
#include "fake-jlis/http/server.hpp"
#include "fake-jlis/http/site.hpp"
#include "fake-jlis/http/tls_identity.hpp"

namespace tameshi::cli {
namespace {

namespace http = jlis::http;
namespace registry = jlis::registry;

std::string text_of_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  if (!in) throw Trouble("cannot be read", path, "is it there, and may you read it?");
  return text.str();
}

bool is_loopback(const std::string& address) {
  return address == "::1" || address.starts_with("127.");
}

Secret admin_token(const ServeOptions& options) {
  if (options.token_file.empty()) {
    if (is_loopback(options.listen)) return {};
    throw Trouble("others can reach the admin interface, so it needs a token", options.listen,
                  "give --admin-token-file FILE");
  }
  auto token = text_of_file(options.token_file);
  token.erase(token.find_last_not_of(" \t\r\n") + 1);
  constexpr std::size_t shortest = 8;
  if (token.size() < shortest)
    throw Trouble("the admin token is too short", options.token_file, "8 characters or more");
  return Secret(std::move(token));
}

std::shared_ptr<const http::TlsIdentity> tls_identity(const ServeOptions& options) {
  if (options.tls_certificate.empty() != options.tls_key.empty()) {
    throw Trouble("a TLS certificate needs its key", "--tls-certificate, --tls-key", "give both, or neither");
  }
  http::TlsIdentity out;
  if (options.tls_certificate.empty()) {
    out = http::own_tls_identity(options.listen, SystemClock().now());
  } else {
    out.certificates = text_of_file(options.tls_certificate);
    out.key = text_of_file(options.tls_key);
  }
  if (!options.tls_clients.empty()) out.trusted_clients = text_of_file(options.tls_clients);
  return std::make_shared<const http::TlsIdentity>(std::move(out));
}

http::ServerSettings server_settings(const ServeOptions& options) {
  http::ServerSettings out;
  out.endpoints.push_back({options.listen, options.port, nullptr});
  if (options.tls_port) out.endpoints.push_back({options.listen, *options.tls_port, tls_identity(options)});
  return out;
}

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

std::string key_directory(const ServeOptions& options) {
  return options.keys.empty() ? play::default_key_directory() : options.keys;
}

std::unique_ptr<registry::Store> open_registry(const std::string& file) {
  return file.empty() ? registry::store_in_memory() : value_or_trouble(registry::open_store(file));
}

// Everybody who was named, or everybody there is; who is there already stays as they are.
void admit(const ServeOptions& options, jlis::agency::Agency& agency) {
  const auto there = agency.store().residents();
  if (options.personas.empty() && (!there.empty() || !options.world.empty())) return;
  for (const auto& id : options.personas.empty() ? registry::persona_ids() : options.personas) {
    if (std::find(there.begin(), there.end(), id) != there.end()) continue;
    const auto admitted = agency.admit(value_or_trouble(registry::find_persona(id)));
    if (!admitted && !options.personas.empty()) throw Trouble(admitted.error());
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

// The server answers 503 from the first moment, and honestly once the site is there: the port must be known
// before the first certificate names it.
class Serving {
 public:
  explicit Serving(const ServeOptions& options)
      : server_(
            server_settings(options), [this](const http::Request& request) { return answer(request); },
            [this](const http::Refusal& refusal, const http::Peer& peer) {
              if (auto* site = site_.load()) site->note_refused(refusal, peer);
            }) {}

  [[nodiscard]] const std::vector<std::uint16_t>& ports() const { return server_.ports(); }
  void open(http::Site& site) { site_ = &site; }
  void stop() { server_.stop(); }

 private:
  http::Reply answer(const http::Request& request) {
    auto* site = site_.load();
    if (site == nullptr) return http::reply_of({503, "starting", "the fake J-LIS is not ready yet", true});
    return site->answer(request);
  }

  std::atomic<http::Site*> site_ = nullptr;
  http::Server server_;
};

std::string url_of(std::string_view scheme, const std::string& address, std::uint16_t port) {
  const bool any = address == "0.0.0.0" || address == "::";
  const auto host = any ? "127.0.0.1" : address;
  return fmt::format("{}://{}:{}", scheme, host.find(':') == std::string::npos ? host : "[" + host + "]",
                     port);
}

Addresses addresses_of(const ServeOptions& options, const std::vector<std::uint16_t>& ports) {
  Addresses out;
  out.url = url_of("http", options.listen, ports.front());
  if (ports.size() > 1) out.tls_url = url_of("https", options.listen, ports.back());
  out.said_url = options.url.empty() ? out.url : options.url;
  return out;
}

std::string in_words(const HeldOut& card) {
  if (!card.shown) return "none: " + card.why_none;
  const auto& shown = *card.shown;
  if (!shown.room) return fmt::format("{}'s, in the machine's reader \"{}\"", shown.of, shown.reader);
  return fmt::format("{}'s, in a reader of its own: tameshi join --room {} -- pkcs15-tool -D", shown.of,
                     *shown.room);
}

void print(const Addresses& at, const HeldOut& card) {
  std::cout << fmt::format(
                   "FAKE J-LIS at {0}{1}; nothing here is real\n"
                   "  OCSP responders    {2}/ocsp/signature, {2}/ocsp/authentication\n"
                   "  trust anchors      {0}/ca/signature.pem, {0}/ca/authentication.pem\n"
                   "  revocation lists   {0}/crl/index.json\n"
                   "  admin (ours)       {0}/admin/openapi.json\n"
                   "  card               {3}\n"
                   "Ctrl-C ends it.\n",
                   at.url, at.tls_url.empty() ? "" : " and " + at.tls_url, at.said_url, in_words(card))
            << std::flush;
}

// Whole or not there at all: whoever waits for the file reads it at once.
void write_ready(const std::string& file, const std::string& text) {
  const auto made = file + ".new";
  std::ofstream out(made, std::ios::binary);
  out << text;
  out.close();
  std::error_code error;
  if (out) std::filesystem::rename(made, file, error);
  if (!out || error)
    throw Trouble("cannot be written", file, "is the folder there, and may you write to it?");
}

// The first who was named, in whatever way; else hanako.
registry::ResidentId card_holder(const ServeOptions& options, const registry::Store& store) {
  if (!options.card.empty()) return options.card;
  if (!options.personas.empty()) return options.personas.front();
  const std::string usual(registry::default_persona);
  if (options.world.empty() && !store.versions_of(usual).empty()) return usual;
  constexpr std::size_t most = 1000;
  for (const auto& event : store.events_after(0, most)) {
    if (!event.resident.empty()) return event.resident;
  }
  throw Trouble("nobody lives here who could have a card", "", "name somebody with --persona");
}

transport::PcscReader open_reader(const ServeOptions& options) {
  return options.system_reader ? transport::PcscReader::use_system() : transport::PcscReader::start_private();
}

// A card is nice to have, unless somebody insisted on it.
std::unique_ptr<play::CardAtHand> hold_out(const ServeOptions& options, const jlis::agency::Agency& agency,
                                           std::string& why_none) {
  why_none = "--no-card";
  if (options.no_card) return nullptr;
  try {
    return std::make_unique<play::CardAtHand>(agency, key_directory(options), open_reader(options),
                                              card_holder(options, agency.store()));
  } catch (const Trouble& trouble) {
    if (!options.card.empty() || options.system_reader) throw;
    why_none = trouble.what();
    return nullptr;
  }
}

int serve(const ServeOptions& options) {
  catch_signals();
  const auto token = admin_token(options);
  Serving serving(options);
  const auto addresses = addresses_of(options, serving.ports());
  const SystemClock machine;
  http::WorldClock clock(machine);
  const auto world = options.world.empty() ? jlis::agency::WorldFile{}
                                           : value_or_trouble(jlis::agency::load_world(options.world));
  if (world.clock) clock.set(*world.clock);
  if (!options.clock.empty()) clock.set(value_or_trouble(parse_instant(options.clock)));
  if (options.frozen) clock.freeze();
  auto& pool = play::pool_in(key_directory(options));
  const auto store = open_registry(options.registry);
  jlis::agency::AgencySettings settings;
  settings.authority = jlis::ca::with_ocsp_at(world.authority, addresses.said_url);
  jlis::agency::Agency agency(settings, *store, clock, pool);
  if (const auto peopled = jlis::agency::populate(agency, world); !peopled) throw Trouble(peopled.error());
  admit(options, agency);
  http::SiteSettings site_settings{addresses.said_url, token, open_log(options.log)};
  if (world.newest_signs_lists) site_settings.lists.signing = jlis::crl::Signing::newest_generation;
  http::Site site(std::move(site_settings), agency, clock, pool);
  HeldOut told;
  const auto card = hold_out(options, agency, told.why_none);
  if (card) {
    site.desk().card = card->door();
    told.shown = card->shown();
  }
  site.desk().card.why_none = told.why_none;
  serving.open(site);
  print(addresses, told);
  if (!options.ready_file.empty())
    write_ready(options.ready_file, ready_text(addresses, store->residents(), told));
  await_signal();
  serving.stop();
  return 0;
}

}  // namespace

void add_serve(CLI::App& app, Action& action) {
  auto options = std::make_shared<ServeOptions>();
  auto* command = app.add_subcommand(
      "serve", "Bring up the fake J-LIS, OCSP, lists, certificates, admin interface, and a card in a reader");
  add_serve_options(*command, *options);
  command->callback([options, &action] { action = [options] { return serve(*options); }; });
}

}  // namespace tameshi::cli
