#include "fake-jlis/ocsp/request.hpp"

#include <fmt/format.h>

#include "base/der.hpp"
#include "base/process.hpp"
#include "base/testing/cases.hpp"
#include "fake-jlis/ocsp/test_world.hpp"

namespace tameshi::jlis::ocsp::testing {
namespace {

using tameshi::testing::text_at;

std::string hash_in_hex(std::size_t size) {
  return hex(der::octet_string(Bytes(size, 0x5A)));
}

void replace_all(std::string& text, const std::string& what, const std::string& with) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
}

// "{…}" and "A0[…]": elements around what is inside.
Bytes elements(const std::string& text, std::size_t& at) {
  Bytes out;
  while (at < text.size() && text[at] != '}' && text[at] != ']') {
    if (text[at] == '{') {
      ++at;
      const auto inside = elements(text, at);
      append(out, der::tlv(der::sequence_tag, inside));
      ++at;
      continue;
    }
    const auto octet = from_hex(text.substr(at, 2))->front();
    at += 2;
    if (at < text.size() && text[at] == '[') {
      ++at;
      const auto inside = elements(text, at);
      append(out, der::tlv(octet, inside));
      ++at;
    } else {
      out.push_back(octet);
    }
  }
  return out;
}

Bytes bytes_in(std::string text) {
  replace_all(text, "@ONE", "{@ID}");
  replace_all(text, "@ID", "{{06052B0E03021A0500}@N@K020101}");
  replace_all(text, "@NONCE", "06092B0601050507300102");
  replace_all(text, "@N32", hash_in_hex(32));
  replace_all(text, "@K32", hash_in_hex(32));
  replace_all(text, "@N", hash_in_hex(20));
  replace_all(text, "@K", hash_in_hex(20));
  replace_all(text, "@32", hex(Bytes(32, 0x5A)));
  std::size_t at = 0;
  return elements(text, at);
}

std::string shown(const OcspRequest& request) {
  static constexpr const char* hashes[] = {"sha1", "sha256", "other"};
  std::string out;
  for (const auto& id : request.certificates) {
    out += fmt::format("{}{} {}", out.empty() ? "" : ", ", hashes[static_cast<int>(id.hash)], hex(id.serial));
  }
  if (request.requestor_name) out += "; requestor " + hex(*request.requestor_name);
  if (request.nonce) out += "; nonce " + hex(*request.nonce);
  if (const auto& by = request.signature) {
    out += fmt::format("; signed {} {}, {} certificates", by->algorithm, hex(by->value),
                       by->certificates.size());
  }
  return out;
}

void check_request(const yaml::Node& node) {
  const auto request = parse_request(bytes_in(text_at(node, "der")));
  const auto refused = text_at(node, "refused");
  BOOST_TEST((request ? shown(*request) : request.error().what) ==
             (refused.empty() ? text_at(node, "means") : refused));
  BOOST_TEST(request.has_value() == refused.empty());
}

void check_path(const yaml::Node& node) {
  const auto request = from_get_path(text_at(node, "path"));
  const auto refused = text_at(node, "refused");
  BOOST_TEST((request ? hex(*request) : to_string(request.error())) ==
             (refused.empty() ? text_at(node, "means") : refused));
  BOOST_TEST(request.has_value() == refused.empty());
  if (request) BOOST_TEST((*from_get_path(get_path(*request)) == *request));
}

}  // namespace

CASES("ocsp-request", "request.cases.yaml", check_request);
CASES("ocsp-get-path", "get_path.cases.yaml", check_path);

BOOST_AUTO_TEST_SUITE(ocsp_requests_of_others)

BOOST_AUTO_TEST_CASE(more_than_enough_certificates_are_refused) {
  const auto& issuer = world().issuer(Kind::signature, 3);
  std::vector<Bytes> ids(most_certificates, cert_id(issuer, der::integer(1)));
  BOOST_TEST(parse_request(request_for(ids)).has_value());
  ids.push_back(ids.front());
  BOOST_TEST(parse_request(request_for(ids)).error().what == "more than 256 certificates in one request");
}

BOOST_AUTO_TEST_CASE(openssl_and_gnutls_ask_as_we_read) {
  const ScratchFolder folder;
  const auto& issuer = world().issuer(Kind::signature, 3);
  const auto ca = folder.write("ca.pem", pem("CERTIFICATE", ca_certificate(issuer)));
  const auto certificate = folder.write("one.pem", pem("CERTIFICATE", certificate_of(issuer, good_serial)));
  const auto out = folder.file("request.der");
  const std::vector<std::vector<std::string>> programs{
      {"openssl", "ocsp", "-issuer", ca, "-cert", certificate, "-reqout", out},
      {"openssl", "ocsp", "-sha256", "-issuer", ca, "-cert", certificate, "-serial", "7", "-no_nonce",
       "-reqout", out},
      {"ocsptool", "--generate-request", "--load-issuer", ca, "--load-cert", certificate, "--outfile", out},
  };
  for (const auto& program : programs) {
    const auto result = value_or_trouble(run({.command = program}));
    BOOST_TEST(result.exit_code == 0, result.errors);
    const auto request = parse_request(bytes_of(tameshi::testing::file_text(out)));
    BOOST_REQUIRE_MESSAGE(request, (request ? "" : to_string(request.error())));
    BOOST_TEST(hex(request->certificates[0].serial) == "0BEBC201");
    BOOST_TEST(IssuerHashes(issuer).fit(request->certificates[0]));
    BOOST_TEST(!IssuerHashes(world().issuer(Kind::signature, 2)).fit(request->certificates[0]));
  }
}

BOOST_AUTO_TEST_CASE(a_request_signed_by_openssl_names_its_signer) {
  const ScratchFolder folder;
  const auto& issuer = world().issuer(Kind::signature, 3);
  const auto ca = folder.write("ca.pem", pem("CERTIFICATE", ca_certificate(issuer)));
  const auto signer = certificate_of(issuer, good_serial);  // of the responder's key
  const auto certificate = folder.write("one.pem", pem("CERTIFICATE", signer));
  const auto key = folder.write("one.key", issuer.responder_key.to_pem());
  const auto out = folder.file("request.der");
  const auto result =
      value_or_trouble(run({.command = {"openssl", "ocsp", "-issuer", ca, "-cert", certificate, "-signer",
                                        certificate, "-signkey", key, "-reqout", out}}));
  BOOST_TEST(result.exit_code == 0, result.errors);
  auto bytes = bytes_of(tameshi::testing::file_text(out));
  const auto request = parse_request(bytes);
  BOOST_REQUIRE_MESSAGE(request, (request ? "" : to_string(request.error())));
  BOOST_TEST((signer_of(*request) == signer));
  BOOST_TEST(request->requestor_name.has_value());
  auto altered = *request;
  altered.signature->value.back() ^= 1;
  BOOST_TEST(!signer_of(altered).has_value());
  altered = *request;
  altered.signature->signed_part.back() ^= 1;
  BOOST_TEST(!signer_of(altered).has_value());
  altered = *request;
  altered.signature->algorithm = "1.2.840.10045.4.3.2";
  BOOST_TEST(!signer_of(altered).has_value());
  altered.signature.reset();
  BOOST_TEST(!signer_of(altered).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tameshi::jlis::ocsp::testing
