// Certificates as the openssl program makes them.
#include "base/openssl_certificate.hpp"

#include <boost/test/unit_test.hpp>

#include "base/openssl.hpp"
#include "base/pem.hpp"
#include "base/process.hpp"

using namespace tameshi;
using openssl::KeyKind;

namespace {

struct Made {
  Bytes certificate;
  openssl::PrivateKey key;
};

Made made_by_openssl(const std::vector<std::string>& kind_of_key) {
  std::vector<std::string> words{
      "openssl", "req",         "-x509",       "-nodes",    "-utf8", "-subj", "/C=JP/CN=偽物 花子",
      "-keyout", "/dev/stdout", "-set_serial", "0x0BEBC265"};
  words.insert(words.end(), kind_of_key.begin(), kind_of_key.end());
  const auto output = value_or_trouble(run({.command = words})).output;
  const auto certificate = output.find("-----BEGIN CERTIFICATE");
  BOOST_REQUIRE(certificate != std::string::npos);
  return {from_pem_or_der(bytes_of(output.substr(certificate))),
          value_or_trouble(openssl::PrivateKey::from_pem(output.substr(0, certificate), "openssl req"))};
}

const Made& rsa() {
  static const auto one = made_by_openssl({"-newkey", "rsa:2048"});
  return one;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(openssl_certificates)

BOOST_AUTO_TEST_CASE(a_certificate_says_whose_it_is) {
  const auto found = openssl::identity_of(rsa().certificate);
  BOOST_REQUIRE(found);
  BOOST_TEST(found->subject == "CN=偽物 花子,C=JP");
  BOOST_TEST(hex(found->serial) == "0BEBC265");
  BOOST_TEST((found->key == KeyKind::rsa));
  BOOST_TEST((found->subject_key_identifier == openssl::sha1(rsa().key.public_key_bits())));
  BOOST_TEST(hex(found->issuer).starts_with("30"));
  const auto on_a_curve = made_by_openssl({"-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-384"});
  BOOST_TEST((openssl::identity_of(on_a_curve.certificate)->key == KeyKind::ec));
}

BOOST_AUTO_TEST_CASE(what_follows_does_not_belong_to_it) {
  const auto longer = concat({rsa().certificate, Bytes{5, 0}});
  BOOST_TEST(openssl::identity_of(longer)->size == rsa().certificate.size());
  BOOST_TEST(!openssl::identity_of(bytes_of("no certificate")));
  BOOST_TEST(!openssl::identity_of({}));
}

BOOST_AUTO_TEST_CASE(the_block_in_a_signature_is_what_was_signed) {
  const auto signature = rsa().key.sign_pkcs1_raw(bytes_of("hash"));
  const auto block = openssl::block_in_signature(rsa().certificate, signature);
  BOOST_REQUIRE(block);
  BOOST_TEST(block->size() == 256U);
  BOOST_TEST(hex(ByteView(*block).first(4)) == "0001FFFF");
  BOOST_TEST(text_of(ByteView(*block).last(4)) == "hash");
  BOOST_TEST(!openssl::block_in_signature(rsa().certificate, ByteView(signature).first(255)));
  BOOST_TEST(!openssl::block_in_signature(rsa().certificate, Bytes(256, 0xFF)));
}

BOOST_AUTO_TEST_SUITE_END()
