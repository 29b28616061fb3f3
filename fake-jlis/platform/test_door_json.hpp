// A platform operator that listens on this machine, asked over HTTP as a relying party would; hanako and taro
// live in its J-LIS, which it asks without sockets.
#pragma once

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "fake-jlis/http/lying.hpp"
#include "fake-jlis/http/server.hpp"
#include "fake-jlis/platform/site.hpp"
#include "fake-jlis/platform/test_world.hpp"

namespace tameshi::jlis::platform::testing {

using Json = nlohmann::ordered_json;

struct Door : World {
  Operator the_operator{
      {{"http://j-lis", Secret(), "platform"}, {}, std::chrono::minutes{10}, bytes_of("s")},
      http::in_process([this](const http::Request& request) { return site.answer(request); }),
      clock,
      repeatable_nonces(1)};
  Site site_of_operator{the_operator, value_or_trouble(pool.key(0))};
  http::Server server{http::ServerSettings{{{}}, 1, {}},
                      [this](const http::Request& request) { return site_of_operator.answer(request); }};
  HttpClient client;

  // J-LIS's services know everybody's certificates by now.
  Door() {
    value_or_trouble(agency.admit(value_or_trouble(registry::find_persona("taro"))));
    machine.advance(std::chrono::minutes(30));
  }

  HttpAnswer send(std::string_view method, std::string_view path, std::string body = {}) {
    HttpRequest request{std::string(method),
                        fmt::format("http://127.0.0.1:{}{}", server.ports().front(), path),
                        {},
                        std::move(body)};
    if (!request.body.empty()) request.fields.emplace_back("Content-Type", "application/json");
    return value_or_trouble(client.fetch(request));
  }
  Json ask(std::string_view method, std::string_view path, const Json& body = {}) {
    return Json::parse(send(method, path, body.is_null() ? std::string() : body.dump()).body);
  }

  void arm(std::string_view service, std::string_view lie, const std::vector<NamedText>& settings = {}) {
    http::lying_of(site.desk(), service)
        .board.arm(value_or_trouble(lie_from(lies_of(service), lie, settings)));
  }
  void disarm() {
    for (const auto& one : lying_services()) http::lying_of(site.desk(), one).board.disarm("");
  }

  // Raw, by the newest certificate of that kind.
  Json signed_by(const std::string& resident, std::string_view text, Kind kind = Kind::signature) {
    const auto certificate = certificate_of(kind, resident);
    return raw(text, key_of(certificate), certificate.der, kind);
  }
  static Json raw(std::string_view text, const openssl::PrivateKey& key, ByteView certificate, Kind kind) {
    const auto signature = key.is_rsa() ? key.sign_sha256(bytes_of(text)) : Bytes{1};
    return {{"kind", to_string(kind)},
            {"document", base64(bytes_of(text))},
            {"signature", base64(signature)},
            {"certificate", base64(certificate)}};
  }
};

// "accepted", or the reason.
inline std::string decision_in(const Json& answer) {
  if (answer.contains("reason")) return answer.at("reason").get<std::string>();
  return answer.value("result", answer.dump());
}

}  // namespace tameshi::jlis::platform::testing
