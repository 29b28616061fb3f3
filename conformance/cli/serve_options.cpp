#include "conformance/cli/serve_options.hpp"

namespace tameshi::cli {
namespace {

void add_people(CLI::App& command, ServeOptions& options) {
  command.add_option("--world", options.world, "World file: who lives there, and what has happened to them");
  command.add_option("--registry", options.registry,
                     "The registry's file, made when missing (default: in memory)");
  command
      .add_option("--persona,-p", options.personas,
                  "Who lives there too (default without a world: every built-in persona)")
      ->allow_extra_args(false);
  command.add_option("--clock", options.clock, "Where the world's clock starts, as 2026-04-01T09:00");
  command.add_flag("--frozen", options.frozen, "The clock stands still until it is moved");
  command.add_option("--keys", options.keys, "Folder of the RSA key pool");
}

void add_card(CLI::App& command, ServeOptions& options) {
  auto* whose = command.add_option("--card", options.card,
                                   "Whose card is in the reader (default: the first persona's, or hanako's)");
  auto* none = command.add_flag("--no-card", options.no_card, "No reader and no card");
  command
      .add_flag("--system-reader", options.system_reader,
                "The card is in the machine's own pcscd, not in a private one")
      ->excludes(none);
  none->excludes(whose);
}

void add_addresses(CLI::App& command, ServeOptions& options) {
  command.add_option("--port", options.port, "HTTP port, 0 for a free one")->capture_default_str();
  command.add_option("--listen", options.listen, "Address to listen on")->capture_default_str();
  command.add_option("--tls-port", options.tls_port, "HTTPS port too, 0 for a free one");
  command.add_option("--tls-certificate", options.tls_certificate, "PEM file (default: one of its own)");
  command.add_option("--tls-key", options.tls_key, "PEM file of its key");
  command.add_option("--tls-clients", options.tls_clients, "PEM file of roots that clients may come under");
  command.add_option("--url", options.url,
                     "Base URL that certificates name, where others reach it by another one");
  command.add_option("--admin-token-file", options.token_file,
                     "File with the token that /admin/ then asks for");
}

void add_platform(CLI::App& command, ServeOptions& options) {
  auto* none = command.add_flag("--no-platform", options.no_platform, "No platform operator");
  command
      .add_option(
          "--platform-port", options.platform_port,
          "Its HTTP port, 0 for a free one (default: the next after --port, or a free one with --port 0)")
      ->excludes(none);
  command
      .add_option("--platform-token-file", options.platform_token_file,
                  "File with the bearer token that it shows to J-LIS, where /admin/access asks for one")
      ->excludes(none);
}

}  // namespace

void add_serve_options(CLI::App& command, ServeOptions& options) {
  add_people(command, options);
  add_card(command, options);
  add_addresses(command, options);
  add_platform(command, options);
  command.add_option("--ready-file", options.ready_file, "Written as JSON once it answers");
  command.add_option("--log", options.log, "File for JSON lines, one per request; - for standard error");
}

}  // namespace tameshi::cli
