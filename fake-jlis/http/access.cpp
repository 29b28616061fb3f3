#include "fake-jlis/http/access.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace tameshi::jlis::http {
namespace {

constexpr std::array<std::pair<AccessMode, std::string_view>, 5> words{{
    {AccessMode::none, "none"},
    {AccessMode::address, "address"},
    {AccessMode::bearer_token, "bearer-token"},
    {AccessMode::mutual_tls, "mutual-tls"},
    {AccessMode::signed_request, "signed-request"},
}};

Bytes address_bytes(std::string_view text) {
  const std::string terminated(text);
  Bytes out(16);
  if (inet_pton(AF_INET6, terminated.c_str(), out.data()) == 1) return out;
  out.resize(4);
  return inet_pton(AF_INET, terminated.c_str(), out.data()) == 1 ? out : Bytes();
}

bool same_bits(ByteView a, ByteView b, unsigned bits) {
  for (unsigned i = 0; i < bits; ++i) {
    const auto mask = static_cast<std::uint8_t>(0x80U >> (i % 8));
    if (((a[i / 8] ^ b[i / 8]) & mask) != 0) return false;
  }
  return true;
}

Admission of_address(const AccessRules& rules, const Request& request) {
  const auto found = std::find_if(rules.networks.begin(), rules.networks.end(), [&](const Network& network) {
    return contains(network, request.peer.address);
  });
  if (found != rules.networks.end()) return {true, fmt::format("{} is registered", found->text)};
  return {false, fmt::format("{} is in no registered network", request.peer.address)};
}

Admission of_token(const AccessRules& rules, const Request& request) {
  const auto said = bearer_token(request);
  bool known = false;
  for (const auto& token : rules.tokens) known = is_secret(said, token) || known;
  for (const auto& platform : rules.platforms) known = is_secret(said, platform.token) || known;
  if (known) return {true, "the bearer token is registered"};
  return {false, said.empty() ? "no bearer token came" : "the bearer token is not registered"};
}

Admission of_certificate(const AccessRules& rules, const Request& request) {
  const auto& shown = request.peer.certificate;
  if (shown.empty()) return {false, "no client certificate came"};
  const auto& known = rules.certificates;
  const auto& platforms = rules.platforms;
  const bool platform = std::any_of(platforms.begin(), platforms.end(),
                                    [&](const Platform& one) { return one.certificate == shown; });
  // Without a list, whoever the TLS roots vouch for.
  if (platform || (known.empty() && platforms.empty()) ||
      std::find(known.begin(), known.end(), shown) != known.end()) {
    return {true, "the client certificate is registered"};
  }
  return {false, "the client certificate is not registered"};
}

}  // namespace

std::string_view to_string(AccessMode mode) {
  return words[static_cast<std::size_t>(mode)].second;
}

std::optional<AccessMode> access_mode_from(std::string_view word) {
  for (const auto& [mode, text] : words) {
    if (text == word) return mode;
  }
  return std::nullopt;
}

std::vector<std::string> access_modes() {
  std::vector<std::string> out;
  out.reserve(words.size());
  for (const auto& row : words) out.emplace_back(row.second);
  return out;
}

Result<Network> network_from(std::string_view text) {
  const auto slash = std::min(text.find('/'), text.size());
  Network out{address_bytes(text.substr(0, slash)), 0, std::string(text)};
  const auto whole = static_cast<unsigned>(out.address.size() * 8);
  out.prefix = whole;
  const auto bits = text.substr(std::min(slash + 1, text.size()));
  const auto [stop, error] = std::from_chars(bits.data(), bits.data() + bits.size(), out.prefix);
  const bool read = slash == text.size() || (error == std::errc{} && stop == bits.data() + bits.size());
  if (out.address.empty() || !read || out.prefix > whole) {
    return failure(fmt::format("\"{}\" is no network", text), "",
                   "write it as 192.0.2.0/24 or 2001:db8::/32");
  }
  return out;
}

bool contains(const Network& network, std::string_view address) {
  const auto bytes = address_bytes(address);
  return bytes.size() == network.address.size() && same_bits(bytes, network.address, network.prefix);
}

Admission admission_of(const AccessRules& rules, const Request& request) {
  switch (rules.mode) {
    case AccessMode::address:
      return of_address(rules, request);
    case AccessMode::bearer_token:
      return of_token(rules, request);
    case AccessMode::mutual_tls:
      return of_certificate(rules, request);
    case AccessMode::none:
    case AccessMode::signed_request:
      break;
  }
  return {true, "anybody may ask"};
}

std::string_view bearer_token(const Request& request) {
  constexpr std::string_view scheme = "Bearer ";
  const auto* field = request.field("Authorization");
  if (field == nullptr || !same_name(std::string_view(*field).substr(0, scheme.size()), scheme)) return {};
  return std::string_view(*field).substr(scheme.size());
}

bool is_secret(std::string_view said, const Secret& secret) {
  const std::string_view right = secret.plain();
  if (right.empty()) return false;
  unsigned wrong = said.size() == right.size() ? 0 : 1;
  for (std::size_t i = 0; i < said.size(); ++i) {
    wrong |= static_cast<unsigned char>(said[i]) ^ static_cast<unsigned char>(right[i % right.size()]);
  }
  return wrong == 0;
}

}  // namespace tameshi::jlis::http
