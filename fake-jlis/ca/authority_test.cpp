#include "fake-jlis/ca/authority.hpp"

#include <sys/wait.h>

#include <cstdio>
#include <fstream>

#include "base/testing/cases.hpp"
#include "fake-jlis/ca/opinion.hpp"
#include "fake-jlis/ca/test_world.hpp"

using namespace tameshi;
using namespace tameshi::jlis;
using namespace tameshi::jlis::ca;
using ca::testing::opinion;
using ca::testing::world;

namespace {

const Bytes& certificate_called(const std::string& name) {
  if (name == "signature") return world().card.signature.der;
  if (name == "authentication") return world().card.authentication.der;
  if (name == "signature-ca") return world().authorities.signature.certificate().der;
  if (name == "authentication-ca") return world().authorities.authentication.certificate().der;
  throw std::runtime_error("no certificate is called \"" + name + "\"");
}

// One row of the table beside one field of the certificate.
void check_field(const yaml::Node& test) {
  const auto& der = certificate_called(tameshi::testing::text_at(test, "certificate"));
  BOOST_TEST(opinion(der, tameshi::testing::text_at(test, "field")) ==
             tameshi::testing::text_at(test, "expected"));
}

std::string file_with(const Bytes& der, const std::string& name) {
  const auto path = world().directory.path() / name;
  std::ofstream(path) << pem("CERTIFICATE", der);
  return path.string();
}

struct Run {
  int exit_code = -1;
  std::string output;
};

Run openssl_command(const std::string& arguments) {
  Run out;
  FILE* pipe = ::popen(("openssl " + arguments + " 2>&1").c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("no openssl command");
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) out.output.push_back(static_cast<char>(c));
  const int status = ::pclose(pipe);
  if (WIFEXITED(status)) out.exit_code = WEXITSTATUS(status);
  return out;
}

// `openssl verify` of a leaf at an instant.
Run verify(const std::string& authority, const std::string& leaf, Instant instant,
           const std::string& more = {}) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(instant.time_since_epoch()).count();
  return openssl_command("verify " + more + " -attime " + std::to_string(seconds) + " -CAfile " +
                         file_with(certificate_called(authority), authority + ".pem") + " " +
                         file_with(certificate_called(leaf), leaf + ".pem"));
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

IssueTerms terms() {
  return {world().issued_at, 200'000'002, false, world().card.card_not_after, std::nullopt, false};
}

}  // namespace

CASES("certificate", "certificate.cases.yaml", check_field);

BOOST_AUTO_TEST_SUITE(authority)

BOOST_AUTO_TEST_CASE(openssl_verifies_both_chains_until_their_last_second) {
  for (const std::string kind : {"signature", "authentication"}) {
    const auto end = world().card.signature.not_after;
    BOOST_TEST(verify(kind + "-ca", kind, world().issued_at).exit_code == 0);
    // X509_cmp_time takes the last second for past, against RFC 5280 §4.1.2.5 (notAfter is inclusive).
    BOOST_TEST(verify(kind + "-ca", kind, end - std::chrono::seconds{1}).exit_code == 0);
    const auto late = verify(kind + "-ca", kind, end + std::chrono::seconds{1});
    BOOST_TEST(late.exit_code != 0);
    BOOST_TEST(contains(late.output, "certificate has expired"), late.output);
    const auto early = verify(kind + "-ca", kind, world().issued_at - std::chrono::seconds{1});
    BOOST_TEST(contains(early.output, "not yet valid"), early.output);
  }
}

BOOST_AUTO_TEST_CASE(openssl_refuses_the_other_authority) {
  BOOST_TEST(verify("authentication-ca", "signature", world().issued_at).exit_code != 0);
  BOOST_TEST(verify("signature-ca", "authentication", world().issued_at).exit_code != 0);
}

BOOST_AUTO_TEST_CASE(openssl_takes_the_authentication_certificate_for_a_tls_client_and_no_server) {
  BOOST_TEST(
      verify("authentication-ca", "authentication", world().issued_at, "-purpose sslclient").exit_code == 0);
  BOOST_TEST(
      verify("authentication-ca", "authentication", world().issued_at, "-purpose sslserver").exit_code != 0);
}

BOOST_AUTO_TEST_CASE(openssl_knows_the_policies) {
  const std::string wanted = "-policy_check -explicit_policy -policy 1.2.392.200149.8.5.1.1.20";
  BOOST_TEST(verify("signature-ca", "signature", world().issued_at, wanted).exit_code == 0);
  BOOST_TEST(verify("authentication-ca", "authentication", world().issued_at, wanted).exit_code != 0);
}

BOOST_AUTO_TEST_CASE(openssl_prints_the_four_items) {
  const auto file = file_with(world().card.signature.der, "printed.pem");
  const auto text = openssl_command("x509 -noout -text -in " + file).output;
  for (const auto* part :
       {"1.2.392.200149.8.5.5.1::試験　花子", "1.2.392.200149.8.5.5.4::419950410",
        "CPS: http://fake-jlis.invalid/cps", "OCSP - URI:http://ocspsignnorm.fake-jlis.invalid",
        "Digital Signature, Non Repudiation"}) {
    BOOST_TEST(contains(text, part), part << " is missing in " << text);
  }
  const auto parsed = openssl_command("asn1parse -in " + file);
  BOOST_TEST(parsed.exit_code == 0);
  BOOST_TEST(contains(parsed.output, "UTCTIME           :300410145959Z"), parsed.output);
}

BOOST_AUTO_TEST_CASE(the_same_inputs_give_the_same_bytes) {
  Serials serials;
  const auto again = make_authorities({}, world().ca_keys, ca::testing::at("2025-10-20T02:40:28Z"), serials);
  const auto card = issue_card(again, world().hanako, world().card_keys, world().issued_at, serials);
  BOOST_TEST(card.signature.der == world().card.signature.der);
  BOOST_TEST(card.authentication.der == world().card.authentication.der);
  BOOST_TEST(again.signature.certificate().der == world().authorities.signature.certificate().der);
}

// ECDSA too: the nonce comes from key and digest (RFC 6979).
BOOST_AUTO_TEST_CASE(the_next_card_issued_twice_has_the_same_bytes) {
  Settings settings;
  settings.line = Line::next;
  const auto key = [](unsigned number) {
    return value_or_trouble(world().pool.key(number, KeyAlgorithm::p384));
  };
  const KindKeys ca_keys{key(0), key(1)};
  const KindKeys card_keys{key(2), key(3)};
  const auto issue = [&] {
    Serials serials;
    const auto authorities =
        make_authorities(settings, ca_keys, ca::testing::at("2025-10-20T02:40:28Z"), serials);
    const auto card = issue_card(authorities, world().hanako, card_keys, world().issued_at, serials);
    return concat({authorities.signature.certificate().der, authorities.authentication.certificate().der,
                   card.signature.der, card.authentication.der});
  };
  BOOST_TEST(hex(issue()) == hex(issue()));
}

BOOST_AUTO_TEST_CASE(serials_go_up_by_one_and_begin_with_the_authoritys_own) {
  BOOST_TEST(world().authorities.signature.certificate().serial == SerialCounter::usual_start);
  BOOST_TEST(world().card.signature.serial == SerialCounter::usual_start + 1);
  auto& serials = world().serials;
  const auto next = serials.signature.take();
  BOOST_TEST(serials.signature.take() == next + 1);
}

BOOST_AUTO_TEST_CASE(what_issued_says_is_what_the_certificate_says) {
  const auto& issued = world().card.authentication;
  BOOST_TEST(to_string(issued.not_before) == "2026-04-01T09:00:00+09:00");
  BOOST_TEST(to_string(issued.not_after) == "2030-04-10T23:59:59+09:00");
  BOOST_TEST(to_string(world().card.card_not_after) == "2035-04-10T23:59:59+09:00");
}

BOOST_AUTO_TEST_CASE(the_signature_certificate_ends_with_the_authentication_certificate) {
  auto capped = terms();
  capped.authentication_not_after = end_of_day_in_japan(value_or_trouble(parse_date("2028-04-10")));
  const auto& ca = world().authorities;
  BOOST_TEST(to_string(ca.signature.issue(world().hanako, world().card_keys.signature, capped).not_after) ==
             "2028-04-10T23:59:59+09:00");
  BOOST_TEST(to_string(ca.authentication.issue(world().hanako, world().card_keys.authentication, capped)
                           .not_after) == "2030-04-10T23:59:59+09:00");
}

BOOST_AUTO_TEST_CASE(no_text_of_a_real_authority_stands_anywhere) {
  for (const auto* name : {"signature", "authentication", "signature-ca", "authentication-ca"}) {
    const auto& der = certificate_called(name);
    const std::string text(text_of(der));
    for (const auto* real :
         {"jpki.go.jp", "Japan Agency", "地方公共団体情報システム機構", "JPKI-TEST", "j-lis.go.jp"}) {
      BOOST_TEST(!contains(text, real), name << " contains " << real);
    }
    // As whole attribute values, UTF8String with its length before it.
    for (const auto* real :
         {"JPKI", "JPKI for digital signature", "JPKI for user authentication", "公的個人認証サービス"}) {
      const std::string whole(text_of(der::text(der::utf8_tag, real)));
      BOOST_TEST(!contains(text, whole), name << " contains " << real);
    }
    BOOST_TEST(contains(text, "FAKE-JPKI"));
  }
}

BOOST_AUTO_TEST_CASE(nothing_is_minted_under_a_real_organisation) {
  for (const auto* real : {"JPKI", "JPKI-TEST", "jpki", " JPKI "}) {
    Settings settings;
    settings.organisation = real;
    BOOST_TEST(!checked(settings).has_value(), real);
    BOOST_CHECK_THROW(Authority(Kind::signature, settings, world().ca_keys.signature, world().issued_at, 1),
                      Trouble);
  }
}

BOOST_AUTO_TEST_CASE(settings_that_cannot_be_encoded_are_refused) {
  const auto refused = [](auto change) {
    Settings settings;
    change(settings);
    return !checked(settings).has_value();
  };
  BOOST_TEST(checked({}).has_value());
  BOOST_TEST(refused([](Settings& s) { s.cps = "http://偽物.invalid/"; }));
  BOOST_TEST(refused([](Settings& s) { s.signature_ocsp = ""; }));
  BOOST_TEST(refused([](Settings& s) { s.unit = "\xFF"; }));
  BOOST_TEST(refused([](Settings& s) { s.authentication_policy = "1.2.x"; }));
}

BOOST_AUTO_TEST_CASE(settings_reach_the_certificate) {
  auto settings = with_ocsp_at({}, "http://127.0.0.1:8080/");
  settings.organisation = "OTHER-FAKE";
  settings.signature_policy = "1.2.392.200149.8.5.1.0.20";
  const Authority other(Kind::signature, settings, world().ca_keys.signature, world().issued_at, 1);
  const auto der = other.issue(world().hanako, world().card_keys.signature, terms()).der;
  BOOST_TEST(contains(opinion(der, "issuer"),
                      "O=UTF8String OTHER-FAKE / OU=UTF8String OTHER-FAKE for digital signature"));
  BOOST_TEST(contains(opinion(der, "extension certificatePolicies"), "060B2A83088C9B550805010014"));
  BOOST_TEST(contains(std::string(text_of(der)), "http://127.0.0.1:8080/ocsp/signature"));
}

BOOST_AUTO_TEST_CASE(an_honest_value_can_be_distorted_before_it_is_signed) {
  const auto& ca = world().authorities.authentication;
  auto fields = ca.fields(world().hanako, world().card_keys.authentication, terms());
  std::erase_if(fields.extensions,
                [](const auto& e) { return e.oid == extension_oid("certificatePolicies"); });
  std::swap(fields.extensions.front(), fields.extensions.back());
  fields.extensions.push_back({"1.2.3.4", true, RawContents{{0x05, 0x00}}});
  fields.extensions.push_back({*extension_oid("basicConstraints"), false, BasicConstraints{}});
  const auto der = ca.sign(fields).der;
  BOOST_TEST(opinion(der, "extension certificatePolicies") == "absent");
  BOOST_TEST(opinion(der, "extension basicConstraints") == "3000");
  BOOST_TEST(contains(opinion(der, "extensions"), "subjectKeyIdentifier, extendedKeyUsage"));
  BOOST_TEST(opinion(der, "subject-key") == "SHA-1 of the public key");
}

BOOST_AUTO_TEST_CASE(substitutes_and_long_addresses_come_through) {
  const auto kiyoshi = value_or_trouble(registry::find_persona("kiyoshi"));
  const auto& ca = world().authorities.signature;
  const auto names =
      opinion(ca.issue(kiyoshi, world().card_keys.signature, terms()).der, "names subjectAltName");
  BOOST_TEST(contains(names, "8.5.5.2 UTF8String 1000001 |"), names);
  BOOST_TEST(contains(names, "8.5.5.6 UTF8String 000000001000000000"), names);
  const auto taro = value_or_trouble(registry::find_persona("taro"));
  const auto der = ca.issue(taro, world().card_keys.signature, terms()).der;
  BOOST_TEST(contains(opinion(der, "names subjectAltName"), taro.address));
  BOOST_TEST(opinion(der, "re-encoded") == "the same bytes");
  BOOST_TEST(
      contains(opinion(der, "subject"), "L=UTF8String Kanagawa-ken / L=UTF8String Yokohama-shi-Naka-ku"));
}

BOOST_AUTO_TEST_SUITE_END()
