// What the openssl program made is recognised and printed.
#include "base/openssl_printed.hpp"

#include <boost/test/unit_test.hpp>

#include "base/pem.hpp"
#include "base/process.hpp"
#include "base/scratch_folder.hpp"

using namespace tameshi;

namespace {

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

struct Papers {
  ScratchFolder folder;
  std::string certificate = folder.path() / "ca.pem";
  std::string key = folder.path() / "ca.key";

  Papers() {
    openssl({"req", "-x509", "-nodes", "-utf8", "-newkey", "rsa:2048", "-subj", "/C=JP/CN=FAKE 偽物",
             "-keyout", key, "-out", certificate, "-days", "30"});
  }
  static Bytes openssl(std::vector<std::string> words) {
    words.insert(words.begin(), "openssl");
    const auto done = value_or_trouble(run({.command = words}));
    BOOST_REQUIRE_MESSAGE(done.exit_code == 0, done.errors);
    return bytes_of(done.output);
  }
};

const Papers& papers() {
  static const Papers one;
  return one;
}

Bytes certificate() {
  return from_pem_or_der(Papers::openssl({"x509", "-in", papers().certificate}));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(openssl_prints)

BOOST_AUTO_TEST_CASE(a_certificate_with_its_names_as_they_are_written) {
  const auto read = openssl::printed(certificate());
  BOOST_REQUIRE(read);
  BOOST_TEST(read->name == "certificate");
  BOOST_TEST(read->armour == "CERTIFICATE");
  BOOST_TEST(has(read->text, "FAKE 偽物"));
  BOOST_TEST(has(read->text, "Not After"));
  BOOST_TEST(has(read->text, "X509v3 Basic Constraints"));
}

BOOST_AUTO_TEST_CASE(names_within_an_extension_as_they_are_written_too) {
  // GeneralNames with the directoryName CN=偽物, a UTF8String (RFC 5280 §4.2.1.6).
  const auto made = Papers::openssl({"req", "-x509", "-nodes", "-newkey", "rsa:2048", "-keyout", "/dev/null",
                                     "-subj", "/CN=FAKE", "-addext",
                                     "subjectAltName=DER:3015A4133011310F300D06035504030C06E581BDE789A9"});
  const auto read = openssl::printed(from_pem_or_der(made));
  BOOST_REQUIRE(read);
  BOOST_TEST(has(read->text, "DirName:/CN=偽物"), read->text);
}

BOOST_AUTO_TEST_CASE(an_ocsp_request) {
  const std::string path = papers().folder.path() / "request.der";
  const auto& ca = papers().certificate;
  Papers::openssl({"ocsp", "-issuer", ca, "-cert", ca, "-reqout", path});
  const auto read = openssl::printed(
      Papers::openssl({"asn1parse", "-inform", "DER", "-in", path, "-noout", "-out", "/dev/stdout"}));
  BOOST_REQUIRE(read);
  BOOST_TEST(read->name == "OCSP request");
  BOOST_TEST(has(read->text, "Serial Number"));
}

BOOST_AUTO_TEST_CASE(an_ocsp_response_without_anything_in_it) {
  const Bytes try_later{0x30, 0x03, 0x0A, 0x01, 0x03};  // RFC 6960 §4.2.1: tryLater
  const auto read = openssl::printed(try_later);
  BOOST_REQUIRE(read);
  BOOST_TEST(read->armour == "OCSP RESPONSE");
  BOOST_TEST(has(read->text, "trylater"));
}

BOOST_AUTO_TEST_CASE(nothing_of_what_is_followed_by_something) {
  auto more = certificate();
  more.push_back(0);
  BOOST_TEST(!openssl::printed(more));
}

BOOST_AUTO_TEST_CASE(nothing_of_anything_else) {
  BOOST_TEST(!openssl::printed({}));
  BOOST_TEST(!openssl::printed(bytes_of("0 is no DER")));
  BOOST_TEST(!openssl::printed(*from_hex("3003020101")));
}

BOOST_AUTO_TEST_SUITE_END()
