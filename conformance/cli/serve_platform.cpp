#include "conformance/cli/serve_platform.hpp"

#include "fake-jlis/ca/key_numbers.hpp"

namespace tameshi::cli {
namespace {

namespace platform = jlis::platform;

// J-LIS answers from the same machine; who waits longer than that meets a fault on the wire.
constexpr std::chrono::seconds patience{5};

HttpClientSettings client_settings() {
  HttpClientSettings out;
  out.timeout = patience;
  return out;
}

// The same person has the same handle after a restart, as far as J-LIS knows the person again: by its
// registry.
platform::OperatorSettings settings_for(const std::string& jlis_url, Secret token) {
  platform::OperatorSettings out;
  out.jlis = {jlis_url, std::move(token), "tameshi"};
  out.secret = bytes_of("customers of a served operator");
  return out;
}

// "/jlis" of "https://example.test/jlis".
std::string path_of(const std::string& url) {
  const auto scheme = url.find("://");
  const auto slash = url.find('/', scheme == std::string::npos ? 0 : scheme + 3);
  return slash == std::string::npos ? "" : url.substr(slash);
}

}  // namespace

ServedOperator::ServedOperator(const Addresses& addresses, Secret token, ServedWorld& world, Serving& door)
    : jlis_url_(addresses.url),
      said_path_(path_of(addresses.said_url)),
      client_(client_settings()),
      operator_(
          settings_for(jlis_url_, std::move(token)),
          [this](const HttpRequest& request) { return ask(request); }, world.clock(),
          platform::random_nonces()),
      site_(operator_, value_or_trouble(world.pool().key(jlis::ca::key_numbers::platform_operator.first))),
      open_(door.open([this](const jlis::http::Request& request) { return site_.answer(request); })) {}

// J-LIS names its lists as others reach it, below whatever path a proxy has for it; here is no proxy.
Result<HttpAnswer> ServedOperator::ask(HttpRequest request) {
  const auto at = jlis_url_.size();
  if (request.url.compare(at, said_path_.size() + 1, said_path_ + "/") == 0)
    request.url.erase(at, said_path_.size());
  return client_.fetch(request);
}

}  // namespace tameshi::cli
