// JWE in compact form as a client makes it, whatever it may choose.
#pragma once

#include <rhonabwy.h>

#include <string>

#include "base/testing/cases.hpp"

namespace tameshi::jlis::platform::testing {

struct Encryption {
  jwa_alg alg = R_JWA_ALG_RSA_OAEP_256;
  jwa_enc enc = R_JWA_ENC_A128CBC;
  bool zip = true;
};

// `key` is a JWK.
inline std::string encrypted_to(const std::string& key, std::string_view plain, const Encryption& how) {
  jwk_t* jwk = nullptr;
  jwe_t* jwe = nullptr;
  BOOST_REQUIRE(r_jwk_init(&jwk) == RHN_OK && r_jwe_init(&jwe) == RHN_OK);
  BOOST_REQUIRE(r_jwk_import_from_json_str(jwk, key.c_str()) == RHN_OK);
  const auto bytes = bytes_of(plain);
  r_jwe_set_payload(jwe, bytes.data(), bytes.size());
  r_jwe_set_alg(jwe, how.alg);
  r_jwe_set_enc(jwe, how.enc);
  if (how.zip) r_jwe_set_header_str_value(jwe, "zip", "DEF");
  char* text = r_jwe_serialize(jwe, jwk, 0);
  BOOST_REQUIRE(text != nullptr);
  std::string out = text;
  r_free(text);
  r_jwe_free(jwe);
  r_jwk_free(jwk);
  return out;
}

}  // namespace tameshi::jlis::platform::testing
