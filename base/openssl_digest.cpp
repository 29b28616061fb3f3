#include "base/openssl_digest.hpp"

#include <fmt/format.h>
#include <openssl/hmac.h>

#include "base/der.hpp"

namespace tameshi::openssl {
namespace {

const EVP_MD* method_of(Hash hash) {
  if (hash == Hash::sha1) return EVP_sha1();
  return hash == Hash::sha256 ? EVP_sha256() : EVP_sha384();
}

std::string_view oid_of(Hash hash) {
  if (hash == Hash::sha1) return "1.3.14.3.2.26";
  return hash == Hash::sha256 ? "2.16.840.1.101.3.4.2.1" : "2.16.840.1.101.3.4.2.2";
}

// DigestInfo ::= SEQUENCE { digestAlgorithm AlgorithmIdentifier, digest OCTET STRING }, RFC 8017 §9.2
Bytes digest_info(Hash hash, ByteView digest) {
  return der::sequence({der::sequence({der::oid(oid_of(hash)), der::null()}), der::octet_string(digest)});
}

void require(bool done) {
  if (!done) throw Trouble(fmt::format("OpenSSL could not hash: {}", last_error()), "", "");
}

}  // namespace

RunningDigest::RunningDigest(Hash hash) : context_(EVP_MD_CTX_new()) {
  require(context_ && EVP_DigestInit_ex(context_.get(), method_of(hash), nullptr) == 1);
}

void RunningDigest::update(ByteView more) {
  require(EVP_DigestUpdate(context_.get(), more.data(), more.size()) == 1);
}

Bytes RunningDigest::finish() {
  Bytes out(static_cast<std::size_t>(EVP_MD_CTX_get_size(context_.get())));
  require(EVP_DigestFinal_ex(context_.get(), out.data(), nullptr) == 1);
  return out;
}

Bytes hmac_sha256(ByteView key, ByteView message) {
  Bytes out(EVP_MAX_MD_SIZE);
  unsigned size = 0;
  require(HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), message.data(), message.size(),
               out.data(), &size) != nullptr);
  out.resize(size);
  return out;
}

Bytes sign_hash(const PrivateKey& key, Hash hash, ByteView digest) {
  return key.is_rsa() ? key.sign_pkcs1_raw(digest_info(hash, digest)) : key.sign_digest(digest);
}

Bytes usual_algorithm(const PrivateKey& key) {
  if (!key.is_rsa()) return der::sequence({der::oid("1.2.840.10045.4.3.3")});
  return der::sequence({der::oid("1.2.840.113549.1.1.11"), der::null()});
}

Bytes sign_as_usual(const PrivateKey& key, ByteView message) {
  return key.is_rsa() ? key.sign_sha256(message) : key.sign_digest(sha384(message));
}

}  // namespace tameshi::openssl
