// The interface of mynumbercard-idp as its Keycloak asks it.
#include "base/testing/cases.hpp"
#include "fake-jlis/platform/test_door_json.hpp"
#include "fake-jlis/platform/test_jwe.hpp"

namespace tameshi::jlis::platform {
namespace {

using platform::testing::Door;
using platform::testing::Encryption;
using platform::testing::Json;

const Encryption of_the_description{"RSA-OAEP-256", "A256GCM", false};
const std::string nonce = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

struct Signer {
  Kind kind = Kind::signature;
  std::string who = "hanako";
  std::string text = nonce;  // that is signed
  std::string sent = nonce;  // that is said to be
  Encryption how = {};
  std::string sender = "contract-1";
};

struct IdpDoor : Door {
  std::string encrypted(std::string_view plain, const Encryption& how = {}) {
    return testing::encrypted_to(ask("GET", "/key/jwks.json").at("keys").at(0).dump(), plain, how);
  }

  // As the project's app sends a certificate: base64 of DER.
  Json request_of(const Signer& signer) {
    const auto certificate = certificate_of(signer.kind, signer.who);
    const auto jwe = encrypted(base64(certificate.der), signer.how);
    const auto signature = base64(key_of(certificate).sign_sha256(bytes_of(signer.text)));
    Json out{{"requestInfo",
              {{"transactionId", "6c6d7d8e-0000-4000-8000-000000000001"},
               {"recipient", "JPKI"},
               {"sender", signer.sender},
               {"ts", "2026-04-01 09:04:05.000"}}}};
    const bool signs = signer.kind == Kind::signature;
    out[signs ? "encryptedCertificateForSign" : "encryptedCertificateForUser"] = jwe;
    out[signs ? "applicantData" : "nonceData"] = signer.sent;
    out[signs ? "sign" : "nonceSign"] = signature;
    return out;
  }

  // "200 SUCCESS", or the status with its message.
  std::string outcome(std::string_view mode, const Json& body) {
    const auto answer = send("POST", fmt::format("/verify/{}", mode), body.dump());
    const auto json = Json::parse(answer.body);
    BOOST_TEST(json.at("responseInfo").at("sender") == "JPKI");
    const auto& status = json.at("status");
    if (status.at("status") == "SUCCESS") return fmt::format("{} SUCCESS", answer.status);
    const auto& info = status.at("errorInfo");
    BOOST_TEST(info.at("reason").get<std::string>().starts_with(std::to_string(answer.status)));
    return fmt::format("{} {}", answer.status, info.at("message").get<std::string>());
  }
  std::string registration(const Signer& signer) { return outcome("registration", request_of(signer)); }
  std::string login(Signer signer) {
    signer.kind = Kind::authentication;
    return outcome("login", request_of(signer));
  }
};

bool begins(const std::string& text, std::string_view with) {
  return text.starts_with(with);
}

BOOST_AUTO_TEST_SUITE(idp)

BOOST_AUTO_TEST_CASE(somebody_registers_logs_in_moves_and_registers_the_new_certificate) {
  IdpDoor door;
  BOOST_TEST(begins(door.login({}), "404 customer-unknown"));
  const auto body = door.request_of({});
  const auto answer = Json::parse(door.send("POST", "/verify/registration", body.dump()).body);
  BOOST_TEST(answer.at("responseInfo").at("transactionId") == body.at("requestInfo").at("transactionId"));
  BOOST_TEST(answer.at("responseInfo").at("recipient") == "contract-1");
  const auto& identity = answer.at("identityInfo");
  BOOST_TEST(identity.at("name") == "試験　花子");
  BOOST_TEST(identity.at("dateOfBirth") == "1995-04-10");
  BOOST_TEST(identity.at("gender") == "2");
  BOOST_TEST(begins(door.registration({}), "409 customer-registered"));
  BOOST_TEST(door.login({}) == "200 SUCCESS");
  const auto known = Json::parse(
      door.send("POST", "/verify/login", door.request_of({.kind = Kind::authentication}).dump()).body);
  BOOST_TEST(known.at("identityInfo").at("tisUserId") == identity.at("tisUserId"));

  value_or_trouble(door.agency.apply({"move", "hanako", {{"address", "東京都清瀬市架空町９丁目９－９"}}}));
  door.machine.advance(std::chrono::minutes(15));
  BOOST_TEST(begins(door.login({}), "410 signature-certificate-revoked"));
  BOOST_TEST(begins(door.outcome("replacement", door.request_of({})), "401 certificate-revoked"));
  value_or_trouble(door.agency.apply({"re-issue", "hanako"}));
  door.machine.advance(std::chrono::minutes(15));
  BOOST_TEST(door.outcome("replacement", door.request_of({})) == "200 SUCCESS");
  BOOST_TEST(door.login({}) == "200 SUCCESS");
  BOOST_TEST(begins(door.outcome("replacement", door.request_of({.who = "taro"})), "404 customer-unknown"));
}

BOOST_AUTO_TEST_CASE(both_ways_of_encrypting_and_of_naming_the_signed_text_are_understood) {
  IdpDoor door;
  BOOST_TEST(door.registration({.how = of_the_description}) == "200 SUCCESS");
  const auto digest = hex(openssl::sha256(bytes_of(nonce)));
  BOOST_TEST(door.registration({.who = "taro", .sent = digest}) == "200 SUCCESS");
  BOOST_TEST(begins(door.login({.text = "another text"}), "401 digest-mismatch"));
}

BOOST_AUTO_TEST_CASE(each_relying_party_has_customers_and_handles_of_its_own) {
  IdpDoor door;
  const auto id = [&](const std::string& sender) {
    const auto body = door.request_of({.sender = sender});
    const auto answer = Json::parse(door.send("POST", "/verify/registration", body.dump()).body);
    return answer.at("identityInfo").at("tisUserId").get<std::string>();
  };
  const auto one = id("contract-1");
  BOOST_TEST(one != id("contract-2"));
  BOOST_TEST(begins(door.login({.sender = "contract-3"}), "404 customer-unknown"));
}

BOOST_AUTO_TEST_CASE(what_is_malformed_is_400_and_says_why) {
  IdpDoor door;
  const auto whole = door.request_of({});
  for (const auto* member : {"requestInfo", "encryptedCertificateForSign", "applicantData", "sign"}) {
    auto body = whole;
    body.erase(member);
    BOOST_TEST(door.send("POST", "/verify/registration", body.dump()).status == 400, member);
  }
  BOOST_TEST(door.send("POST", "/verify/registration", "{").status == 400);
  BOOST_TEST(door.send("GET", "/verify/registration").status == 405);
  for (const auto& how :
       {Encryption{"RSA-OAEP"}, Encryption{"RSA1_5"}, Encryption{"RSA-OAEP-256", "A128GCM"}}) {
    BOOST_TEST(begins(door.registration({.how = how}), "400 the JWE: "));
  }
  auto altered = whole;
  auto jwe = altered["encryptedCertificateForSign"].get<std::string>();
  jwe[jwe.size() - 5] = jwe[jwe.size() - 5] == 'A' ? 'B' : 'A';
  altered["encryptedCertificateForSign"] = jwe;
  BOOST_TEST(begins(door.outcome("registration", altered), "400 the JWE: it does not decrypt"));
}

BOOST_AUTO_TEST_CASE(j_lis_out_of_reach_is_503) {
  IdpDoor door;
  door.arm("wire", "http-503", {{"endpoint", "ocsp"}});
  BOOST_TEST(begins(door.registration({}), "503 ocsp-unreachable"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace tameshi::jlis::platform
