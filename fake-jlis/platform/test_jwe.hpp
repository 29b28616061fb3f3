// JWE in compact form as a client makes it, whatever it may choose. The key is wrapped by OpenSSL.
#pragma once

extern "C" {
#include <jose/b64.h>
#include <jose/jwe.h>
#include <jose/jwk.h>
#include <jose/openssl.h>
}
#include <openssl/rsa.h>
#include <zlib.h>

#include <string>

#include "base/openssl.hpp"
#include "base/testing/cases.hpp"

namespace tameshi::jlis::platform::testing {

struct Encryption {
  std::string alg = "RSA-OAEP-256";
  std::string enc = "A128CBC-HS256";
  bool zip = true;
};

inline Bytes wrapped(EVP_PKEY* key, const Bytes& contents_key, const Encryption& how) {
  const openssl::Handle<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new(key, nullptr));
  BOOST_REQUIRE(EVP_PKEY_encrypt_init(context.get()) == 1);
  const bool pkcs1 = how.alg == "RSA1_5";
  EVP_PKEY_CTX_set_rsa_padding(context.get(), pkcs1 ? RSA_PKCS1_PADDING : RSA_PKCS1_OAEP_PADDING);
  if (how.alg == "RSA-OAEP-256") EVP_PKEY_CTX_set_rsa_oaep_md(context.get(), EVP_sha256());
  Bytes out(256);
  std::size_t size = out.size();
  BOOST_REQUIRE(
      EVP_PKEY_encrypt(context.get(), out.data(), &size, contents_key.data(), contents_key.size()) == 1);
  return out;
}

// RFC 1951; the library leaves that to whoever brings the key of the contents.
inline Bytes deflated(const Bytes& plain) {
  z_stream stream{};
  constexpr int raw = -15;
  BOOST_REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, raw, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  Bytes in = plain;
  Bytes out(deflateBound(&stream, static_cast<uLong>(in.size())));
  stream.next_in = in.data();
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = out.data();
  stream.avail_out = static_cast<uInt>(out.size());
  BOOST_REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

inline std::string member(const json_t* object, const char* name) {
  const char* text = json_string_value(json_object_get(object, name));
  BOOST_REQUIRE(text != nullptr);
  return text;
}

// `key` is a JWK.
inline std::string encrypted_to(const std::string& key, std::string_view plain, const Encryption& how) {
  json_t* jwk = json_loads(key.c_str(), 0, nullptr);
  const openssl::Handle<EVP_PKEY> public_key(jose_openssl_jwk_to_EVP_PKEY(nullptr, jwk));
  json_decref(jwk);
  BOOST_REQUIRE(public_key);
  const Bytes contents_key(how.enc == "A128GCM" ? 16 : 32, 0x5a);
  json_t* cek =
      json_pack("{s:s,s:o}", "kty", "oct", "k", jose_b64_enc(contents_key.data(), contents_key.size()));
  json_t* jwe = json_pack("{s:{s:s,s:s}}", "protected", "alg", how.alg.c_str(), "enc", how.enc.c_str());
  if (how.zip) json_object_set_new(json_object_get(jwe, "protected"), "zip", json_string("DEF"));
  const auto contents = how.zip ? deflated(bytes_of(plain)) : bytes_of(plain);
  BOOST_REQUIRE(jose_jwe_enc_cek(nullptr, jwe, cek, contents.data(), contents.size()));
  const auto encrypted_key = wrapped(public_key.get(), contents_key, how);
  json_object_set_new(jwe, "encrypted_key", jose_b64_enc(encrypted_key.data(), encrypted_key.size()));
  std::string out;
  for (const auto* part : {"protected", "encrypted_key", "iv", "ciphertext", "tag"})
    out += (out.empty() ? "" : ".") + member(jwe, part);
  json_decref(jwe);
  json_decref(cek);
  return out;
}

}  // namespace tameshi::jlis::platform::testing
