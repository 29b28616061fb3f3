#include "conformance/play/served_platform.hpp"

#include <fmt/format.h>

#include "fake-jlis/ca/key_numbers.hpp"

namespace tameshi::play {
namespace {

namespace platform = jlis::platform;

// J-LIS answers from the same machine; who waits longer than that meets a fault on the wire.
constexpr std::chrono::seconds patience{2};

HttpClientSettings client_settings() {
  HttpClientSettings out;
  out.timeout = patience;
  return out;
}

platform::OperatorSettings settings_for(ServedJlis& jlis, std::uint64_t seed, platform::Witness witness) {
  platform::OperatorSettings out;
  out.jlis = {jlis.url(), Secret(), "tameshi"};
  out.secret = bytes_of(fmt::format("customers of seed {}", seed));
  if (witness) out.rules.list_lasts = std::chrono::milliseconds{0};
  out.witness = std::move(witness);
  return out;
}

}  // namespace

ServedPlatform::ServedPlatform(ServedJlis& jlis, Office& office, const Clock& clock, std::uint64_t seed,
                               platform::Witness witness)
    : client_(client_settings()),
      operator_(
          settings_for(jlis, seed, std::move(witness)),
          [this](const HttpRequest& request) { return client_.fetch(request); }, clock,
          platform::repeatable_nonces(seed)),
      site_(operator_, value_or_trouble(office.pool().key(jlis::ca::key_numbers::platform_operator.first))),
      server_(jlis::http::ServerSettings{{{}}, 1, {}},
              [this](const jlis::http::Request& request) { return site_.answer(request); }),
      url_(fmt::format("http://127.0.0.1:{}", server_.ports().front())) {}

}  // namespace tameshi::play
