#include "fake-jlis/platform/jwe.hpp"

extern "C" {
#include <jose/b64.h>
#include <jose/io.h>
#include <jose/jwe.h>
#include <jose/jwk.h>
#include <jose/openssl.h>
}

#include <array>
#include <cstdlib>
#include <memory>
#include <optional>

namespace tameshi::jlis::platform {
namespace {

struct JsonDeleter {
  void operator()(json_t* p) const { json_decref(p); }
};
using JsonHandle = std::unique_ptr<json_t, JsonDeleter>;

struct FreeDeleter {
  void operator()(char* p) const { std::free(p); }  // NOLINT(cppcoreguidelines-no-malloc): what C allocated
};
using TextHandle = std::unique_ptr<char, FreeDeleter>;

// A certificate has some 2 kB; what is packed may be longer when it is unpacked, but not by thousands.
constexpr std::size_t longest = 64UL * 1024;

JsonHandle jwk_of(const openssl::PrivateKey& key) {
  JsonHandle out(jose_openssl_jwk_from_EVP_PKEY(nullptr, key.get()));
  if (!out) throw Trouble("the key of the operator cannot be written as JWK", "", "");
  return out;
}

std::string text_of_member(const json_t* object, const char* name) {
  const char* text = json_string_value(json_object_get(object, name));
  return text == nullptr ? std::string() : text;
}

Result<std::array<std::string, 5>> parts_of(std::string_view compact) {
  std::array<std::string, 5> out;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto dot = compact.find('.');
    if ((dot == std::string_view::npos) != (i + 1 == out.size()))
      return failure("five parts with dots between them are a JWE", "the JWE");
    out.at(i) = compact.substr(0, dot);
    compact.remove_prefix(dot == std::string_view::npos ? compact.size() : dot + 1);
  }
  return out;
}

// {alg, enc, zip?} of the protected header (RFC 7516 §4.1).
Result<void> check_header(const std::string& part) {
  const JsonHandle encoded(json_string(part.c_str()));
  const JsonHandle header(jose_b64_dec_load(encoded.get()));
  if (!header || !json_is_object(header.get()))
    return failure("the header is no JSON in base64url", "the JWE");
  const auto enc = text_of_member(header.get(), "enc");
  if (text_of_member(header.get(), "alg") != "RSA-OAEP-256")
    return failure("the key is not wrapped by RSA-OAEP-256", "the JWE");
  if (enc != "A128CBC-HS256" && enc != "A256GCM")
    return failure("the contents are not encrypted by A128CBC-HS256 or A256GCM", "the JWE");
  if (json_object_get(header.get(), "crit") != nullptr)
    return failure("the header has critical members", "the JWE");
  return {};
}

JsonHandle flattened(const std::array<std::string, 5>& parts) {
  constexpr std::array<const char*, 5> names{"protected", "encrypted_key", "iv", "ciphertext", "tag"};
  JsonHandle out(json_object());
  for (std::size_t i = 0; i < parts.size(); ++i)
    json_object_set_new(out.get(), names.at(i), json_string(parts.at(i).c_str()));
  return out;
}

// The key of the contents (RFC 7518 §4.3), which Debian 12's José library cannot unwrap: it was built without
// OAEP. Nothing when it is not for this key.
JsonHandle unwrapped(const std::string& encrypted_key, const openssl::PrivateKey& key) {
  const JsonHandle encoded(json_string(encrypted_key.c_str()));
  const auto size = jose_b64_dec(encoded.get(), nullptr, 0);
  if (size == 0 || size > longest) return nullptr;
  Bytes wrapped(size);
  jose_b64_dec(encoded.get(), wrapped.data(), wrapped.size());
  const auto contents_key = key.decrypt_oaep_sha256(wrapped);
  if (!contents_key) return nullptr;
  return JsonHandle(
      json_pack("{s:s,s:o}", "kty", "oct", "k", jose_b64_enc(contents_key->data(), contents_key->size())));
}

struct StreamDeleter {
  void operator()(jose_io_t* p) const { jose_io_decref(p); }
};
using Stream = std::unique_ptr<jose_io_t, StreamDeleter>;

// Where the contents go: no more than a certificate may have, so that what is packed cannot fill the memory.
// It lives on the stack, for the library (version 11) counts one user of it too many.
struct Contents : jose_io_t {
  Bytes bytes;

  Contents() : jose_io_t{} {
    refs = 1;
    feed = [](jose_io_t* io, const void* in, std::size_t size) {
      auto& out = static_cast<Contents*>(io)->bytes;
      if (size > longest - out.size()) return false;
      const auto* from = static_cast<const std::uint8_t*>(in);
      out.insert(out.end(), from, from + size);
      return true;
    };
    done = [](jose_io_t*) { return true; };
    free = [](jose_io_t*) {};
  }
};

// Nothing when key or tag do not fit.
std::optional<Bytes> opened(const json_t* jwe, const json_t* contents_key, const std::string& ciphertext) {
  Contents out;
  const Stream contents(jose_jwe_dec_cek_io(nullptr, jwe, contents_key, &out));
  const Stream text(contents ? jose_b64_dec_io(contents.get()) : nullptr);
  if (!text || !text->feed(text.get(), ciphertext.data(), ciphertext.size()) || !text->done(text.get()))
    return std::nullopt;
  return std::move(out.bytes);
}

}  // namespace

std::string JweKey::public_set() const {
  auto jwk = jwk_of(key_);
  for (const char* secret : {"d", "p", "q", "dp", "dq", "qi", "oth"}) json_object_del(jwk.get(), secret);
  json_object_set_new(jwk.get(), "use", json_string("enc"));
  json_object_set_new(jwk.get(), "alg", json_string("RSA-OAEP-256"));
  const JsonHandle set(json_pack("{s:[O]}", "keys", jwk.get()));
  const TextHandle text(json_dumps(set.get(), JSON_COMPACT | JSON_SORT_KEYS));
  return text.get();
}

Result<Bytes> JweKey::decrypt(std::string_view compact) const {
  if (compact.size() > longest) return failure("it is too long for a certificate", "the JWE");
  TRY(const auto parts, parts_of(compact));
  if (const auto fit = check_header(parts[0]); !fit) return tl::unexpected(fit.error());
  const auto jwe = flattened(parts);
  const auto contents_key = unwrapped(parts[1], key_);
  auto plain = contents_key ? opened(jwe.get(), contents_key.get(), parts[3]) : std::nullopt;
  if (!plain) return failure("it does not decrypt with the operator's key", "the JWE");
  return *std::move(plain);
}

}  // namespace tameshi::jlis::platform
