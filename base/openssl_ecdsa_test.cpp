#include <boost/test/unit_test.hpp>

#include "base/der.hpp"
#include "base/openssl.hpp"
#include "base/testing/cases.hpp"

using namespace tameshi;
using openssl::Handle;
using openssl::PrivateKey;

namespace {

// ECPrivateKey of RFC 5915 with nothing but the number and the curve; OpenSSL finds the public half.
PrivateKey key_from(ByteView number) {
  const auto der = der::sequence(
      {der::integer(1), der::octet_string(number), der::context(0, der::oid("1.3.132.0.34"))});  // secp384r1
  const std::string label = "EC PRIVATE KEY";
  return value_or_trouble(PrivateKey::from_pem(pem(label, der), "the vectors"));
}

Bytes hashed(const std::string& name, const std::string& message) {
  Bytes out(64);
  unsigned length = 0;
  BOOST_REQUIRE(EVP_Digest(message.data(), message.size(), out.data(), &length,
                           EVP_get_digestbyname(name.c_str()), nullptr) == 1);
  out.resize(length);
  return out;
}

bool verifies(const PrivateKey& key, ByteView digest, ByteView signature) {
  const Handle<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new(key.get(), nullptr));
  BOOST_REQUIRE(EVP_PKEY_verify_init(context.get()) == 1);
  return EVP_PKEY_verify(context.get(), signature.data(), signature.size(), digest.data(), digest.size()) ==
         1;
}

Bytes unsigned_integer(const std::string& text) {
  auto bytes = *from_hex(text);
  if ((bytes.front() & 0x80) != 0) bytes.insert(bytes.begin(), 0);
  return der::tlv(der::integer_tag, bytes);
}

void check_vector(const yaml::Node& entry) {
  const auto at = [&](std::string_view name) { return testing::text_at(entry, name); };
  const auto key = key_from(*from_hex(at("key")));
  const auto digest = hashed(at("hash"), at("message"));
  const auto signature = key.sign_digest(digest);
  BOOST_TEST(hex(signature) == hex(der::sequence({unsigned_integer(at("r")), unsigned_integer(at("s"))})));
  BOOST_TEST(verifies(key, digest, signature));
}

CASES("ecdsa", "ecdsa.cases.yaml", check_vector);

BOOST_AUTO_TEST_SUITE(ecdsa_keys)

BOOST_AUTO_TEST_CASE(any_length_of_digest_is_signed_the_same_twice_and_verifies) {
  const auto key = PrivateKey::generate_p384();
  for (std::size_t length = 1; length <= 64; ++length) {
    const Bytes digest(length, 0xF5);
    const auto signature = key.sign_digest(digest);
    BOOST_TEST(hex(signature) == hex(key.sign_digest(digest)));
    BOOST_TEST(verifies(key, digest, signature), length);
    BOOST_TEST(!verifies(key, Bytes(length, 0xF4), signature), length);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
