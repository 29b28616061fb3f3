#include "base/pem.hpp"
#include "fake-jlis/http/admin_json.hpp"

namespace tameshi::jlis::http {
namespace {

// Tokens come in and never go out.
Answered access_of(const Desk& desk) {
  const auto held = desk.access();
  const auto& rules = *held;
  Json out{{"mode", to_string(rules.mode)}, {"networks", Json::array()}, {"certificates", Json::array()}};
  for (const auto& network : rules.networks) out["networks"].push_back(network.text);
  for (const auto& der : rules.certificates) out["certificates"].push_back(pem("CERTIFICATE", der));
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
  desk.set_access(std::move(rules));
  return access_of(desk);
}

}  // namespace

void add_access(Desk& desk, Operations& to) {
  to["showAccess"] = [&desk](const Call&) -> Outcome { return access_of(desk); };
  to["setAccess"] = [&desk](const Call& call) { return set_access(desk, call.body); };
}

}  // namespace tameshi::jlis::http
