// A small world for tests: hanako lives in it, the clock runs from 2026-04-01 09:04:05 in Japan on a machine
// that stands still.
#pragma once

#include "fake-jlis/http/site.hpp"
#include "fake-jlis/registry/store.hpp"

namespace tameshi::jlis::http::testing {

inline constexpr auto token = "a-token-of-tests";

struct World {
  FrozenClock machine{value_or_trouble(parse_instant("2026-04-01T09:04:05+09:00"))};
  WorldClock clock{machine};
  ca::KeyPool pool{"build/test-keys"};
  std::unique_ptr<registry::Store> store = registry::store_in_memory();
  agency::Agency agency{{}, *store, clock, pool};
  Site site{{"http://127.0.0.1:8080", Secret(token), nullptr}, agency, clock, pool};

  World() { value_or_trouble(agency.admit(value_or_trouble(registry::find_persona("hanako")))); }

  // With the admin token, as JSON where there is a body.
  Reply ask(std::string method, std::string target, std::string body = {}) {
    Request request;
    request.method = std::move(method);
    request.target = std::move(target);
    request.fields = {{"Host", "a"}, {"Authorization", std::string("Bearer ") + token}};
    if (!body.empty()) request.fields.push_back({"Content-Type", "application/json"});
    request.body = std::move(body);
    request.peer.address = "127.0.0.1";
    return site.answer(request);
  }

  // OCSPRequest for hanako's authentication certificate.
  [[nodiscard]] Bytes question() const {
    for (const auto& certificate : store->certificates_of("hanako")) {
      if (certificate.id.authority.kind == Kind::authentication) return question_about(certificate.id);
    }
    return {};
  }

  [[nodiscard]] Bytes question_about(const registry::CertificateId& id) const {
    const auto& authority = agency.authorities().at(id.authority);
    const auto sha1 = der::sequence({der::oid("1.3.14.3.2.26"), der::null()});
    const auto cert_id = der::sequence(
        {sha1, der::octet_string(openssl::sha1(ca::encode(authority.identity().name))),
         der::octet_string(openssl::sha1(authority.key().public_key_bits())), der::integer(id.serial)});
    return der::sequence({der::sequence({der::sequence({der::sequence({cert_id})})})});
  }

  Reply ask_ocsp(const std::string& target = "/ocsp/authentication") {
    Request request;
    request.method = "POST";
    request.target = target;
    request.fields = {{"Host", "a"}, {"Content-Type", "application/ocsp-request"}};
    request.body = text_of(question());
    request.peer.address = "127.0.0.1";
    return site.answer(request);
  }
};

inline bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace tameshi::jlis::http::testing
