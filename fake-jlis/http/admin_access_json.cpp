#include <fmt/format.h>

#include <algorithm>

#include "base/pem.hpp"
#include "fake-jlis/four-info/application.hpp"
#include "fake-jlis/http/admin_json.hpp"

namespace tameshi::jlis::http {
namespace {

Json json_of(const Platform& platform) {
  Json out{{"name", platform.name}, {"providers", platform.providers}};
  if (!platform.certificate.empty()) out["certificate"] = pem("CERTIFICATE", platform.certificate);
  return out;
}

Platform platform_from(const Json& body) {
  Platform out;
  out.name = body.at("name").get<std::string>();
  out.token = Secret(body.value("token", ""));
  if (body.contains("certificate"))
    out.certificate = from_pem_or_der(bytes_of(body.at("certificate").get<std::string>()));
  out.providers = body.value("providers", std::vector<std::string>());
  return out;
}

// What a name of a platform or of a provider cannot be.
std::optional<Problem> unfit(const Platform& platform, const std::vector<Platform>& before) {
  const auto& providers = platform.providers;
  const auto bad = std::find_if_not(providers.begin(), providers.end(), four_info::is_id);
  if (!four_info::is_id(platform.name) || bad != providers.end())
    return Problem{fmt::format("\"{}\" is no name", bad != providers.end() ? *bad : platform.name), "",
                   "1 to 64 of A-Z, a-z, 0-9, \".\", \"_\" and \"-\""};
  const bool twice = std::any_of(before.begin(), before.end(),
                                 [&](const Platform& one) { return one.name == platform.name; });
  if (twice) return Problem{fmt::format("the platform {} is there twice", platform.name), "", ""};
  return std::nullopt;
}

// Tokens come in and never go out.
Answered access_of(const Desk& desk) {
  const auto held = desk.access();
  const auto& rules = *held;
  Json out{{"mode", to_string(rules.mode)}, {"networks", Json::array()}, {"certificates", Json::array()}};
  for (const auto& network : rules.networks) out["networks"].push_back(network.text);
  for (const auto& der : rules.certificates) out["certificates"].push_back(pem("CERTIFICATE", der));
  out["platforms"] = Json::array();
  for (const auto& platform : rules.platforms) out["platforms"].push_back(json_of(platform));
  return {200, std::move(out)};
}

Outcome set_access(Desk& desk, const Json& body) {
  AccessRules rules;
  rules.mode = *access_mode_from(body.at("mode").get<std::string>());
  for (const auto& text : body.value("networks", Json::array())) {
    auto network = network_from(text.get<std::string>());
    if (!network) return refused(422, "no-network", network.error());
    rules.networks.push_back(*std::move(network));
  }
  for (const auto& token : body.value("tokens", Json::array())) {
    rules.tokens.emplace_back(token.get<std::string>());
  }
  for (const auto& text : body.value("certificates", Json::array())) {
    rules.certificates.push_back(from_pem_or_der(bytes_of(text.get<std::string>())));
  }
  for (const auto& platform : body.value("platforms", Json::array())) {
    auto one = platform_from(platform);
    if (const auto no = unfit(one, rules.platforms)) return refused(422, "no-platform", *no);
    rules.platforms.push_back(std::move(one));
  }
  desk.set_access(std::move(rules));
  return access_of(desk);
}

}  // namespace

void add_access(Desk& desk, Operations& to) {
  to["showAccess"] = [&desk](const Call&) -> Outcome { return access_of(desk); };
  to["setAccess"] = [&desk](const Call& call) { return set_access(desk, call.body); };
}

}  // namespace tameshi::jlis::http
