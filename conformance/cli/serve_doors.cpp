#include "conformance/cli/serve_doors.hpp"

#include <fmt/format.h>

#include "conformance/cli/whole_file.hpp"
#include "fake-jlis/http/tls_identity.hpp"

namespace tameshi::cli {
namespace {

namespace http = jlis::http;

std::string text_of_file(const std::string& path) {
  return std::string(text_of(read_whole_file(path)));
}

bool is_loopback(const std::string& address) {
  return address == "::1" || address.starts_with("127.");
}

Secret token_in(const std::string& file, std::string_view whose) {
  auto token = text_of_file(file);
  token.erase(token.find_last_not_of(" \t\r\n") + 1);
  constexpr std::size_t shortest = 8;
  if (token.size() < shortest)
    throw Trouble(fmt::format("the {} token is too short", whose), file, "8 characters or more");
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

// The next that J-LIS leaves free. Past the last one there is 0, which is any.
std::uint16_t platform_port(const ServeOptions& options) {
  if (options.platform_port) return *options.platform_port;
  if (options.port == 0) return 0;
  const auto next = static_cast<std::uint16_t>(options.port + 1);
  return next == options.tls_port ? static_cast<std::uint16_t>(next + 1) : next;
}

std::string url_of(std::string_view scheme, const std::string& address, std::uint16_t port) {
  const bool any = address == "0.0.0.0" || address == "::";
  const auto host = any ? "127.0.0.1" : address;
  return fmt::format("{}://{}:{}", scheme, host.find(':') == std::string::npos ? host : "[" + host + "]",
                     port);
}

}  // namespace

Secret admin_token(const ServeOptions& options) {
  if (!options.token_file.empty()) return token_in(options.token_file, "admin");
  if (is_loopback(options.listen)) return {};
  throw Trouble("others can reach the admin interface, so it needs a token", options.listen,
                "give --admin-token-file FILE");
}

Secret platform_token(const ServeOptions& options) {
  if (options.platform_token_file.empty()) return {};
  return token_in(options.platform_token_file, "platform operator's");
}

http::ServerSettings jlis_doors(const ServeOptions& options) {
  http::ServerSettings out;
  out.endpoints.push_back({options.listen, options.port, nullptr});
  if (options.tls_port) out.endpoints.push_back({options.listen, *options.tls_port, tls_identity(options)});
  return out;
}

std::unique_ptr<Serving> platform_door(const ServeOptions& options) {
  if (options.no_platform) return nullptr;
  http::ServerSettings out;
  out.endpoints.push_back({options.listen, platform_port(options), nullptr});
  try {
    return std::make_unique<Serving>(out, "the platform operator");
  } catch (const Trouble& trouble) {
    auto problem = trouble.problem();
    problem.what = "the platform operator: " + problem.what;
    problem.cure = "choose another with --platform-port (0: a free one), or do without it by --no-platform";
    throw Trouble(std::move(problem));
  }
}

Addresses addresses_of(const ServeOptions& options, const Serving& jlis, const Serving* platform) {
  Addresses out;
  out.url = url_of("http", options.listen, jlis.ports().front());
  if (jlis.ports().size() > 1) out.tls_url = url_of("https", options.listen, jlis.ports().back());
  out.said_url = options.url.empty() ? out.url : options.url;
  if (platform != nullptr) out.platform_url = url_of("http", options.listen, platform->ports().front());
  return out;
}

}  // namespace tameshi::cli
