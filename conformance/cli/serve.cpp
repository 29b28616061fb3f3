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
#include "conformance/cli/serve_ready.hpp"
#include "conformance/play/world.hpp"
#include "fake-jlis/agency/world_file.hpp"
#include "fake-jlis/http/server.hpp"
#include "fake-jlis/http/site.hpp"
#include "fake-jlis/http/tls_identity.hpp"

namespace tameshi::cli {
namespace {

namespace http = jlis::http;
namespace registry = jlis::registry;

struct ServeOptions {
  std::string world;
  std::string registry;
  std::vector<std::string> personas;
  std::string keys;
  std::string listen = "127.0.0.1";
  std::uint16_t port = 8080;
  std::optional<std::uint16_t> tls_port;
  std::string tls_certificate, tls_key, tls_clients;
  std::string url;
  std::string token_file;
  std::string ready_file;
  std::string log;
  std::string clock;
  bool frozen = false;
};

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

void print(const Addresses& at) {
  std::cout << fmt::format(
                   "FAKE J-LIS at {0}{1}; nothing here is real\n"
                   "  OCSP responders    {2}/ocsp/signature, {2}/ocsp/authentication\n"
                   "  trust anchors      {0}/ca/signature.pem, {0}/ca/authentication.pem\n"
                   "  revocation lists   {0}/crl/index.json\n"
                   "  admin (ours)       {0}/admin/openapi.json\n"
                   "Ctrl-C ends it.\n",
                   at.url, at.tls_url.empty() ? "" : " and " + at.tls_url, at.said_url)
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
  jlis::ca::KeyPool pool(options.keys.empty() ? play::default_key_directory() : options.keys);
  const auto store = open_registry(options.registry);
  jlis::agency::AgencySettings settings;
  settings.authority = jlis::ca::with_ocsp_at(world.authority, addresses.said_url);
  jlis::agency::Agency agency(settings, *store, clock, pool);
  if (const auto peopled = jlis::agency::populate(agency, world); !peopled) throw Trouble(peopled.error());
  admit(options, agency);
  http::Site site({addresses.said_url, token, open_log(options.log)}, agency, clock, pool);
  serving.open(site);
  print(addresses);
  if (!options.ready_file.empty()) write_ready(options.ready_file, ready_text(addresses, store->residents()));
  await_signal();
  serving.stop();
  return 0;
}

}  // namespace

void add_serve(CLI::App& app, Action& action) {
  auto options = std::make_shared<ServeOptions>();
  auto* command =
      app.add_subcommand("serve", "Bring up the fake J-LIS: OCSP, lists, certificates, admin interface");
  command->add_option("--world", options->world,
                      "The registry's file, made when missing (default: in memory)");
  command
      ->add_option("--persona,-p", options->personas,
                   "Who lives there too (default without a world: every built-in persona)")
      ->allow_extra_args(false);
  command->add_option("--port", options->port, "HTTP port, 0 for a free one")->capture_default_str();
  command->add_option("--listen", options->listen, "Address to listen on")->capture_default_str();
  command->add_option("--tls-port", options->tls_port, "HTTPS port too, 0 for a free one");
  command->add_option("--tls-certificate", options->tls_certificate, "PEM file (default: one of its own)");
  command->add_option("--tls-key", options->tls_key, "PEM file of its key");
  command->add_option("--tls-clients", options->tls_clients, "PEM file of roots that clients may come under");
  command->add_option("--url", options->url,
                      "Base URL that certificates name, where others reach it by another one");
  command->add_option("--admin-token-file", options->token_file,
                      "File with the token that /admin/ then asks for");
  command->add_option("--ready-file", options->ready_file, "Written as JSON once it answers");
  command->add_option("--log", options->log, "File for JSON lines, one per request; - for standard error");
  command->add_option("--clock", options->clock, "Where the world's clock starts, as 2026-04-01T09:00");
  command->add_flag("--frozen", options->frozen, "The clock stands still until it is moved");
  command->add_option("--keys", options->keys, "Folder of the RSA key pool");
  command->callback([options, &action] { action = [options] { return serve(*options); }; });
}

}  // namespace tameshi::cli
