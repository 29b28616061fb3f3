// Who may ask. How J-LIS tells its registered verifiers is under NDA (facts/pki.md §2.3, §8): every way that
// people guess at is here, all OURS.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/secret.hpp"
#include "fake-jlis/http/message.hpp"

namespace tameshi::jlis::http {

enum class AccessMode : std::uint8_t { none, address, bearer_token, mutual_tls, signed_request };
std::string_view to_string(AccessMode mode);  // "bearer-token"
std::optional<AccessMode> access_mode_from(std::string_view word);
std::vector<std::string> access_modes();

// A network in CIDR form, IPv4 or IPv6; an address alone is a network of one.
struct Network {
  Bytes address;
  unsigned prefix = 0;  // in bits
  std::string text;     // as written

  bool operator==(const Network&) const = default;
};
Result<Network> network_from(std::string_view text);
bool contains(const Network& network, std::string_view address);

// A platform operator, known by its token or by its certificate. OURS: the facts say that consents pass
// through platforms and that withdrawals are fetched by provider (facts/pki.md §4.1, §4.2), not who registers
// whom.
struct Platform {
  std::string name;
  Secret token;                        // empty: it has none
  Bytes certificate;                   // DER; empty: it has none
  std::vector<std::string> providers;  // of services, that it may ask for; empty: all

  bool operator==(const Platform&) const = default;
};

struct AccessRules {
  AccessMode mode = AccessMode::none;
  std::vector<Network> networks;
  std::vector<Secret> tokens;
  std::vector<Bytes> certificates;  // DER, of clients: over mutual TLS or under signed requests
  std::vector<Platform> platforms = {};

  bool operator==(const AccessRules&) const = default;
};

// Whether the client is registered, and why it is taken for that. Signed requests are not decided here: only
// OCSP has them, and everything else is open in that mode.
struct Admission {
  bool registered = true;
  std::string because;
};
Admission admission_of(const AccessRules& rules, const Request& request);

// The token of "Authorization: Bearer …"; empty when there is none.
std::string_view bearer_token(const Request& request);
// In a time that does not tell how much of it was right.
bool is_secret(std::string_view said, const Secret& secret);

}  // namespace tameshi::jlis::http
