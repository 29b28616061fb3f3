#include "fake-jlis/platform/jwe.hpp"

#include <rhonabwy.h>

#include <memory>

namespace tameshi::jlis::platform {
namespace {

template <auto free_it>
struct With {
  template <typename T>
  void operator()(T* p) const {
    free_it(p);
  }
};
using Jwk = std::unique_ptr<jwk_t, With<r_jwk_free>>;
using Jwe = std::unique_ptr<jwe_t, With<r_jwe_free>>;
using Text = std::unique_ptr<char, With<r_free>>;
using JsonValue = std::unique_ptr<json_t, With<json_decref>>;

// A certificate has some 2 kB; what is packed may be longer when it is unpacked, but not by thousands.
constexpr std::size_t longest = 64UL * 1024;

// Nobody's header makes the operator fetch a key from somewhere.
constexpr int nothing_remote = R_FLAG_IGNORE_REMOTE;

template <typename Handle, auto init>
Handle made() {
  typename Handle::pointer out = nullptr;
  if (init(&out) != RHN_OK) throw Trouble("no memory for a JWE", "", "");
  return Handle(out);
}

Jwk jwk_of(const openssl::PrivateKey& key) {
  auto out = made<Jwk, r_jwk_init>();
  const auto pem = bytes_of(key.to_pem());
  if (r_jwk_import_from_pem_der(out.get(), R_X509_TYPE_PRIVKEY, R_FORMAT_PEM, pem.data(), pem.size()) !=
      RHN_OK)
    throw Trouble("the key of the operator cannot be written as JWK", "", "");
  return out;
}

// {alg, enc, zip?} of the protected header (RFC 7516 §4.1).
Result<void> check_header(jwe_t* jwe) {
  if (r_jwe_get_alg(jwe) != R_JWA_ALG_RSA_OAEP_256)
    return failure("the key is not wrapped by RSA-OAEP-256", "the JWE");
  const auto enc = r_jwe_get_enc(jwe);
  if (enc != R_JWA_ENC_A128CBC && enc != R_JWA_ENC_A256GCM)
    return failure("the contents are not encrypted by A128CBC-HS256 or A256GCM", "the JWE");
  if (const JsonValue crit(r_jwe_get_header_json_t_value(jwe, "crit")); crit)
    return failure("the header has critical members", "the JWE");
  return {};
}

}  // namespace

std::string JweKey::public_set() const {
  const auto key = jwk_of(key_);
  const auto out = made<Jwk, r_jwk_init>();
  if (r_jwk_extract_pubkey(key.get(), out.get(), nothing_remote) != RHN_OK)
    throw Trouble("the key of the operator has no public half", "", "");
  r_jwk_set_property_str(out.get(), "use", "enc");
  r_jwk_set_property_str(out.get(), "alg", "RSA-OAEP-256");
  const Text text(r_jwk_export_to_json_str(out.get(), 0));
  return std::string(R"({"keys":[)") + text.get() + "]}";
}

Result<Bytes> JweKey::decrypt(std::string_view compact) const {
  if (compact.size() > longest) return failure("it is too long for a certificate", "the JWE");
  const auto jwe = made<Jwe, r_jwe_init>();
  if (r_jwe_advanced_compact_parsen(jwe.get(), compact.data(), compact.size(), R_PARSE_NONE,
                                    nothing_remote) != RHN_OK)
    return failure("five parts in base64url with dots between them are a JWE, and the first is JSON",
                   "the JWE");
  if (const auto fit = check_header(jwe.get()); !fit) return tl::unexpected(fit.error());
  const auto jwk = jwk_of(key_);
  if (r_jwe_decrypt(jwe.get(), jwk.get(), nothing_remote) != RHN_OK)
    return failure("it does not decrypt with the operator's key", "the JWE");
  std::size_t size = 0;
  const auto* plain = r_jwe_get_payload(jwe.get(), &size);
  if (plain == nullptr || size > longest) return failure("there is no certificate in it", "the JWE");
  return Bytes(plain, plain + size);
}

}  // namespace tameshi::jlis::platform
