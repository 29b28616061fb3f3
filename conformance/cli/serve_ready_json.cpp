#include <unistd.h>

#include <nlohmann/json.hpp>

#include "conformance/cli/serve_ready.hpp"

namespace tameshi::cli {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const jlis::http::CardShown& card) {
  Json out{{"of", card.of}, {"reader", card.reader}};
  if (!card.room) return out;
  out["room"] = *card.room;
  out["enter"] = {"tameshi", "join", "--room", std::to_string(*card.room), "--"};
  return out;
}

}  // namespace

std::string ready_text(const Addresses& at, const std::vector<std::string>& residents,
                       const CardToTell& card) {
  Json out{
      {"url", at.url},
      {"pid", ::getpid()},
      {"ocsp",
       {{"signature", at.said_url + "/ocsp/signature"},
        {"authentication", at.said_url + "/ocsp/authentication"}}},
      {"trustAnchors",
       {{"signature", at.url + "/ca/signature.pem"}, {"authentication", at.url + "/ca/authentication.pem"}}},
      {"lists", at.url + "/crl/index.json"},
      {"fourInfo", at.url + "/fake/v1/openapi.json"},
      {"admin", at.url + "/admin/openapi.json"},
      {"residents", residents}};
  if (!at.tls_url.empty()) out["tlsUrl"] = at.tls_url;
  if (!at.platform_url.empty()) out["platform"] = at.platform_url;
  if (card.shown) {
    out["card"] = json_of(*card.shown);
  } else {
    out["noCard"] = card.why_none;
  }
  return out.dump(2) + "\n";
}

Result<long> room_in(const std::string& ready_text) {
  const auto ready = Json::parse(ready_text, nullptr, false);
  const auto* of = "of `tameshi serve --ready-file`";
  if (!ready.is_object()) return failure("this is no ready file", "", std::string("name the file ") + of);
  const auto card = ready.value("card", Json());
  const auto room = card.is_object() ? card.value("room", Json()) : Json();
  if (room.is_number_integer()) return room.get<long>();
  const auto why = ready.value("noCard", Json());
  return failure("that J-LIS has no card in a private reader", "",
                 why.is_string() ? why.get<std::string>() : "");
}

}  // namespace tameshi::cli
