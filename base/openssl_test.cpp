#include "base/openssl.hpp"

#include <openssl/rsa.h>

#include <boost/test/unit_test.hpp>

#include "base/der.hpp"
#include "base/openssl_digest.hpp"

using namespace tameshi;
using openssl::Handle;
using openssl::PrivateKey;

namespace {

// One key for all cases: making one takes longer than all the rest.
const PrivateKey& key() {
  static const auto made = PrivateKey::generate_rsa(2048);
  return made;
}

// The public half as another program would have it: through its SubjectPublicKeyInfo only.
Handle<EVP_PKEY> public_key() {
  const auto* at = key().public_key_info().data();
  return Handle<EVP_PKEY>(d2i_PUBKEY(nullptr, &at, static_cast<long>(key().public_key_info().size())));
}

bool verifies(ByteView message, ByteView signature) {
  const auto verifier = public_key();
  const Handle<EVP_MD_CTX> context(EVP_MD_CTX_new());
  BOOST_REQUIRE(EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, verifier.get()) == 1);
  const bool ok = EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(),
                                   message.size()) == 1;
  openssl::last_error();  // a refusal leaves its reason behind
  return ok;
}

// DigestInfo of SHA-256, RFC 8017 §9.2 note 1.
Bytes digest_info(ByteView message) {
  const auto algorithm = der::sequence({der::oid("2.16.840.1.101.3.4.2.1"), der::null()});
  return der::sequence({algorithm, der::octet_string(openssl::sha256(message))});
}

BOOST_AUTO_TEST_SUITE(openssl_keys)

BOOST_AUTO_TEST_CASE(a_signature_verifies_and_another_message_does_not) {
  const auto message = bytes_of("申請書");
  const auto signature = key().sign_sha256(message);
  BOOST_TEST(signature.size() == 256U);
  BOOST_TEST(verifies(message, signature));
  BOOST_TEST(!verifies(bytes_of("申請書!"), signature));
}

BOOST_AUTO_TEST_CASE(a_changed_signature_does_not_verify) {
  const auto message = bytes_of("m");
  auto signature = key().sign_sha256(message);
  signature.back() ^= 1;
  BOOST_TEST(!verifies(message, signature));
}

BOOST_AUTO_TEST_CASE(a_raw_signature_over_a_digest_info_is_the_same_signature) {
  const auto message = bytes_of("what the card signs is the client's DigestInfo");
  BOOST_TEST(hex(key().sign_pkcs1_raw(digest_info(message))) == hex(key().sign_sha256(message)));
}

BOOST_AUTO_TEST_CASE(a_raw_signature_gives_its_input_back) {
  const auto data = bytes_of("anything at all");
  const auto signature = key().sign_pkcs1_raw(data);
  const auto verifier = public_key();
  const Handle<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new(verifier.get(), nullptr));
  Bytes recovered(256);
  std::size_t length = recovered.size();
  BOOST_TEST(EVP_PKEY_verify_recover_init(context.get()) == 1);
  BOOST_TEST(EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) == 1);
  BOOST_TEST(EVP_PKEY_verify_recover(context.get(), recovered.data(), &length, signature.data(),
                                     signature.size()) == 1);
  recovered.resize(length);
  BOOST_TEST(hex(recovered) == hex(data));
}

BOOST_AUTO_TEST_CASE(a_raw_signature_holds_245_bytes_and_no_more) {
  BOOST_TEST(key().sign_pkcs1_raw(Bytes(245, 1)).size() == 256U);
  BOOST_CHECK_THROW((void)key().sign_pkcs1_raw(Bytes(246, 1)), Trouble);
  BOOST_TEST(openssl::last_error() == "no reason given");
}

BOOST_AUTO_TEST_CASE(a_key_survives_pem) {
  const auto back = PrivateKey::from_pem(key().to_pem(), "key.pem");
  BOOST_REQUIRE(back.has_value());
  BOOST_TEST(hex(back->public_key_info()) == hex(key().public_key_info()));
  BOOST_TEST(hex(back->sign_sha256(bytes_of("m"))) == hex(key().sign_sha256(bytes_of("m"))));
}

BOOST_AUTO_TEST_CASE(what_is_no_key_is_refused_with_its_place_and_without_its_text) {
  const auto refused = PrivateKey::from_pem("4711-not-a-key", "keys/a.pem");
  BOOST_REQUIRE(!refused.has_value());
  BOOST_TEST(refused.error().where == "keys/a.pem");
  BOOST_TEST(refused.error().what.starts_with("this is not a private key: "));
  BOOST_TEST(refused.error().what.find("4711") == std::string::npos);
  BOOST_TEST(openssl::last_error() == "no reason given");
}

BOOST_AUTO_TEST_CASE(the_public_bits_are_the_rsa_public_key) {
  const auto bits = key().public_key_bits();
  const auto wrapped = der::bit_string(bits);
  const auto& info = key().public_key_info();
  BOOST_REQUIRE(info.size() > wrapped.size());
  BOOST_TEST(hex(ByteView(info).last(wrapped.size())) == hex(wrapped));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(openssl_other_algorithms)

// A verifier that knows the public half only; `configure` sets its padding.
template <typename Configure>
bool verifies_digest(const PrivateKey& signer, ByteView digest, ByteView signature, Configure configure) {
  const auto* at = signer.public_key_info().data();
  const Handle<EVP_PKEY> verifier(
      d2i_PUBKEY(nullptr, &at, static_cast<long>(signer.public_key_info().size())));
  const Handle<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new(verifier.get(), nullptr));
  BOOST_REQUIRE(EVP_PKEY_verify_init(context.get()) == 1);
  configure(context.get());
  const bool ok =
      EVP_PKEY_verify(context.get(), signature.data(), signature.size(), digest.data(), digest.size()) == 1;
  openssl::last_error();
  return ok;
}

void pss(EVP_PKEY_CTX* context) {
  BOOST_REQUIRE(EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1);
  BOOST_REQUIRE(EVP_PKEY_CTX_set_signature_md(context, EVP_sha256()) == 1);
  BOOST_REQUIRE(EVP_PKEY_CTX_set_rsa_pss_saltlen(context, 32) == 1);
}

BOOST_AUTO_TEST_CASE(a_pss_signature_verifies_and_is_the_same_for_the_same_salt) {
  const auto digest = openssl::sha256(bytes_of("m"));
  const auto signature = key().sign_pss_sha256(digest, Bytes(32, 0x5A));
  BOOST_TEST(verifies_digest(key(), digest, signature, pss));
  BOOST_TEST(!verifies_digest(key(), openssl::sha256(bytes_of("n")), signature, pss));
  BOOST_TEST(hex(signature) == hex(key().sign_pss_sha256(digest, Bytes(32, 0x5A))));
  BOOST_TEST(hex(signature) != hex(key().sign_pss_sha256(digest, Bytes(32, 0x5B))));
  BOOST_CHECK_THROW((void)key().sign_pss_sha256(Bytes(31, 0), {}), Trouble);
}

BOOST_AUTO_TEST_CASE(a_p384_signature_verifies) {
  const auto signer = PrivateKey::generate_p384();
  BOOST_TEST(!signer.is_rsa());
  BOOST_TEST(key().is_rsa());
  const auto digest = openssl::sha384(bytes_of("m"));
  const auto signature = signer.sign_digest(digest);
  BOOST_TEST(signature.size() <= signer.signature_size());
  BOOST_TEST(signer.signature_size() <= 104U);  // two 49-byte INTEGERs in a SEQUENCE
  BOOST_TEST(verifies_digest(signer, digest, signature, [](EVP_PKEY_CTX*) {}));
  BOOST_TEST(!verifies_digest(signer, openssl::sha384(bytes_of("n")), signature, [](EVP_PKEY_CTX*) {}));
}

Bytes oaep(ByteView message) {
  const auto encrypter = public_key();
  const Handle<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new(encrypter.get(), nullptr));
  Bytes out(256);
  std::size_t length = out.size();
  BOOST_REQUIRE(EVP_PKEY_encrypt_init(context.get()) == 1);
  BOOST_REQUIRE(EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_OAEP_PADDING) == 1);
  BOOST_REQUIRE(EVP_PKEY_CTX_set_rsa_oaep_md(context.get(), EVP_sha256()) == 1);
  BOOST_REQUIRE(EVP_PKEY_encrypt(context.get(), out.data(), &length, message.data(), message.size()) == 1);
  return out;
}

BOOST_AUTO_TEST_CASE(oaep_gives_the_message_back_and_refuses_what_is_changed) {
  auto cryptogram = oaep(bytes_of("a session's seed"));
  BOOST_TEST(hex(key().decrypt_oaep_sha256(cryptogram).value()) == hex(bytes_of("a session's seed")));
  BOOST_TEST(key().modulus_exceeds(cryptogram));
  cryptogram.back() ^= 1;
  BOOST_TEST(!key().decrypt_oaep_sha256(cryptogram).has_value());
  BOOST_TEST(!key().modulus_exceeds(Bytes(256, 0xFF)));
  BOOST_TEST(!key().modulus_exceeds(Bytes(255, 0x00)));
  BOOST_TEST(openssl::last_error() == "no reason given");
}

// NIST SP 800-38A F.2.1, first two blocks.
BOOST_AUTO_TEST_CASE(aes_128_cbc_of_the_standard) {
  const auto aes_key = *from_hex("2B7E151628AED2A6ABF7158809CF4F3C");
  const auto iv = *from_hex("000102030405060708090A0B0C0D0E0F");
  const auto plain = *from_hex("6BC1BEE22E409F96E93D7E117393172AAE2D8A571E03AC9C9EB76FAC45AF8E51");
  const auto secret = *from_hex("7649ABAC8119B246CEE98E9B12E9197D5086CB9B507219EE95DB113A917678B2");
  BOOST_TEST(hex(openssl::aes128_cbc_encrypt(aes_key, iv, plain)) == hex(secret));
  BOOST_TEST(hex(openssl::aes128_cbc_decrypt(aes_key, iv, secret)) == hex(plain));
  BOOST_CHECK_THROW(openssl::aes128_cbc_encrypt(aes_key, iv, Bytes(15)), Trouble);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(openssl_digests)

// FIPS 180-4's example "abc", from NIST's example values.
BOOST_AUTO_TEST_CASE(of_abc) {
  BOOST_TEST(hex(openssl::sha1(bytes_of("abc"))) == "A9993E364706816ABA3E25717850C26C9CD0D89D");
  BOOST_TEST(
      hex(openssl::sha384(bytes_of("abc"))) ==
      "CB00753F45A35E8BB5A03D699AC65007272C32AB0EDED1631A8B605A43FF5BED8086072BA1E7CC2358BAECA134C825A7");
  BOOST_TEST(hex(openssl::sha256(bytes_of("abc"))) ==
             "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD");
}

// RFC 4231 §4.3.
BOOST_AUTO_TEST_CASE(hmac_of_the_standard) {
  const auto mac = openssl::hmac_sha256(bytes_of("Jefe"), bytes_of("what do ya want for nothing?"));
  BOOST_TEST(hex(mac) == "5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
