// A small world for tests: hanako lives in it, the clock runs from 2026-04-01 09:04:05 in Japan on a machine
// that stands still.
#pragma once

#include <fmt/format.h>

#include "fake-jlis/http/site.hpp"
#include "fake-jlis/registry/store.hpp"

namespace tameshi::jlis::http::testing {

inline constexpr auto token = "a-token-of-tests";

// A certificate with its key.
struct Signer {
  registry::Certificate certificate;
  openssl::PrivateKey key;
};

struct World {
  FrozenClock machine{value_or_trouble(parse_instant("2026-04-01T09:04:05+09:00"))};
  WorldClock clock{machine};
  ca::KeyPool pool{"build/test-keys"};
  std::unique_ptr<registry::Store> store;
  agency::Agency agency{{}, *store, clock, pool};
  Site site{{"http://127.0.0.1:8080", Secret(token), nullptr}, agency, clock, pool};

  // Over a registry that goes on, hanako is as she was.
  explicit World(std::unique_ptr<registry::Store> kept = registry::store_in_memory())
      : store(std::move(kept)) {
    if (store->residents().empty())
      value_or_trouble(agency.admit(value_or_trouble(registry::find_persona("hanako"))));
  }

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

  // The newest one of that kind that a resident has.
  Signer signer(const std::string& resident, registry::CarrierKind carrier, Kind kind) {
    std::optional<registry::Certificate> found;
    for (auto& one : store->certificates_of(resident)) {
      if (one.carrier_kind == carrier && one.id.authority.kind == kind) found = std::move(one);
    }
    if (!found) throw Trouble("there is no such certificate", resident, "");
    auto key = value_or_trouble(pool.key(found->key));
    return {*std::move(found), std::move(key)};
  }

  // Of who issues signature certificates, as questions name it.
  [[nodiscard]] std::string key_identifier() {
    return hex(site.desk().four_info.key_identifier_of({Kind::signature, 3}));
  }

  // hanako lets the bank know her address, as JSON.
  std::string consent_body() {
    const auto [xml, signature, certificate] = consent();
    return fmt::format(
        R"({{"spId": "bank", "serviceId": "account", "application": "{}", "signature": "{}", "certificate": "{}"}})",
        base64(xml), base64(signature), base64(certificate));
  }

  // The same taken down; the consent's id.
  std::string give_consent() {
    return site.desk().four_info.consent("bank", "account", consent()).value().consents.front().id;
  }

  four_info::SignedApplication consent() {
    const auto with = signer("hanako", registry::CarrierKind::card, Kind::signature);
    const four_info::ConsentApplication application{
        clock.now(), "bank", {{"account", "架空銀行　普通預金", {four_info::Item::address}}}};
    return signed_by(with, four_info::to_xml(application));
  }

  static four_info::SignedApplication signed_by(const Signer& signer, std::string_view xml) {
    const auto text = bytes_of(xml);
    return {text, signer.key.sign_sha256(text), signer.certificate.der};
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
