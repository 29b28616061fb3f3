// What `tameshi serve` can be told.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tameshi::cli {

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
  std::string card;  // whose; empty: somebody's
  bool no_card = false;
  bool system_reader = false;
  bool no_platform = false;
  std::optional<std::uint16_t> platform_port;  // nothing: one that follows from `port`
  std::string platform_token_file;
};

void add_serve_options(CLI::App& command, ServeOptions& options);

}  // namespace tameshi::cli
