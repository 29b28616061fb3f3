#include "fake-jlis/http/caller.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/openssl.hpp"
#include "fake-jlis/four-info/application.hpp"

namespace tameshi::jlis::http {
namespace {

template <typename Is>
std::optional<Caller> registered(const AccessRules& rules, Is is) {
  const auto found = std::find_if(rules.platforms.begin(), rules.platforms.end(), is);
  if (found == rules.platforms.end()) return std::nullopt;
  Caller out;
  out.platform = found->name;
  out.providers = found->providers;
  return out;
}

Caller named(std::string name) {
  Caller out;
  out.platform = std::move(name);
  return out;
}

Caller by_token(const AccessRules& rules, const Request& request) {
  const auto said = bearer_token(request);
  if (auto known = registered(rules, [&](const Platform& one) { return is_secret(said, one.token); }))
    return *known;
  const auto found = std::find_if(rules.tokens.begin(), rules.tokens.end(),
                                  [&](const Secret& one) { return is_secret(said, one); });
  return named(fmt::format("token-{}", found - rules.tokens.begin() + 1));
}

Caller by_certificate(const AccessRules& rules, const Request& request) {
  const auto& shown = request.peer.certificate;
  if (auto known = registered(rules, [&](const Platform& one) { return one.certificate == shown; }))
    return *known;
  constexpr std::size_t enough = 16;
  return named("certificate-" + hex(openssl::sha256(shown)).substr(0, enough));
}

Result<Caller> by_itself(const AccessRules& rules, const Request& request) {
  const auto* field = request.field(platform_field);
  std::string name(field == nullptr ? usual_platform : std::string_view(*field));
  if (!four_info::is_id(name))
    return failure(fmt::format("{} names no platform", platform_field), "",
                   "1 to 64 of A-Z, a-z, 0-9, \".\", \"_\" and \"-\"");
  if (auto known = registered(rules, [&](const Platform& one) { return one.name == name; })) return *known;
  return named(std::move(name));
}

}  // namespace

Result<Caller> caller_of(const AccessRules& rules, const Request& request) {
  switch (rules.mode) {
    case AccessMode::bearer_token:
      return by_token(rules, request);
    case AccessMode::mutual_tls:
      return by_certificate(rules, request);
    case AccessMode::none:
    case AccessMode::address:
    case AccessMode::signed_request:
      break;
  }
  return by_itself(rules, request);
}

bool may_ask_for(const Caller& caller, std::string_view provider) {
  const auto& known = caller.providers;
  return known.empty() || std::find(known.begin(), known.end(), provider) != known.end();
}

}  // namespace tameshi::jlis::http
