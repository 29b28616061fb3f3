// Signatures, honest and forged. A forger has no key; these are made with it, so that a verifier which looks
// only at the place where it expects the hash is fooled whatever its exponent (RFC 8017 §8.2.2, §9.2).
#include <functional>
#include <map>

#include "base/openssl.hpp"
#include "fake-jlis/ca/deviate.hpp"

namespace tameshi::jlis::ca {
namespace {

using Key = openssl::PrivateKey;

// DigestInfo ::= SEQUENCE { AlgorithmIdentifier, OCTET STRING }
Bytes digest_info(std::string_view oid, ByteView hash, ByteView parameters) {
  return der::sequence({der::sequence({der::oid(oid), parameters}), der::octet_string(hash)});
}

constexpr std::string_view sha256_oid = "2.16.840.1.101.3.4.2.1";

Bytes honest_info(ByteView tbs) {
  return digest_info(sha256_oid, openssl::sha256(tbs), der::null());
}

// 00 01 FF… 00 data, with the padding's length given and zeros after the data to the block's end.
Bytes block_of(std::uint8_t type, std::uint8_t filler, std::size_t filling, ByteView data, std::size_t size) {
  Bytes out{0x00, type};
  out.insert(out.end(), filling, filler);
  out.push_back(0x00);
  append(out, data);
  out.resize(size, 0x00);
  return out;
}

// The padding that fills the block.
Bytes full_block(std::uint8_t type, std::uint8_t filler, ByteView data, std::size_t size) {
  return block_of(type, filler, size - 3 - data.size(), data, size);
}

Bytes flipped(Bytes signature) {
  signature[signature.size() / 2] ^= 0x01U;
  return signature;
}

Bytes long_length_info(ByteView tbs) {
  auto info = read_element(honest_info(tbs));
  info.length = LengthForm::long_form;
  return encode(info);
}

using Signing = std::function<Bytes(ByteView tbs, const Key& key)>;

const std::map<std::string, Signing, std::less<>>& forgeries() {
  static const std::map<std::string, Signing, std::less<>> all{
      {"flipped", [](auto tbs, const Key& key) { return flipped(key.sign_sha256(tbs)); }},
      {"empty", [](auto, const Key&) { return Bytes{}; }},
      {"zero", [](auto, const Key& key) { return Bytes(key.signature_size(), 0); }},
      {"one",
       [](auto, const Key& key) {
         Bytes out(key.signature_size(), 0);
         out.back() = 1;
         return out;
       }},
      {"cut",
       [](auto tbs, const Key& key) {
         auto out = key.sign_sha256(tbs);
         out.pop_back();
         return out;
       }},
      {"last-bit-set",
       [](auto tbs, const Key& key) {
         auto out = key.sign_sha256(tbs);
         out.back() |= 0x01U;
         return out;
       }},
      {"longer",
       [](auto tbs, const Key& key) {
         return concat({Bytes{0}, key.sign_sha256(tbs)});
       }},
      {"garbage-after-hash",
       [](auto tbs, const Key& key) {
         return key.sign_block(block_of(0x01, 0xFF, 8, honest_info(tbs), key.signature_size()));
       }},
      {"short-padding",
       [](auto tbs, const Key& key) {
         return key.sign_block(block_of(0x01, 0xFF, 1, honest_info(tbs), key.signature_size()));
       }},
      {"other-padding",
       [](auto tbs, const Key& key) {
         return key.sign_block(full_block(0x01, 0xFE, honest_info(tbs), key.signature_size()));
       }},
      {"block-type-2",
       [](auto tbs, const Key& key) {
         return key.sign_block(full_block(0x02, 0xFF, honest_info(tbs), key.signature_size()));
       }},
      {"no-digest-info", [](auto tbs, const Key& key) { return key.sign_pkcs1_raw(openssl::sha256(tbs)); }},
      {"wrong-hash-oid",
       [](auto tbs, const Key& key) {
         return key.sign_pkcs1_raw(digest_info("1.3.14.3.2.26", openssl::sha256(tbs), der::null()));
       }},
      {"parameters-absent",
       [](auto tbs, const Key& key) {
         return key.sign_pkcs1_raw(digest_info(sha256_oid, openssl::sha256(tbs), {}));
       }},
      {"garbage-in-parameters",
       [](auto tbs, const Key& key) {
         const auto garbage = der::octet_string(Bytes(150, 0x5A));
         return key.sign_pkcs1_raw(digest_info(sha256_oid, openssl::sha256(tbs), garbage));
       }},
      {"long-length-in-digest-info",
       [](auto tbs, const Key& key) { return key.sign_pkcs1_raw(long_length_info(tbs)); }},
  };
  return all;
}

// Under RSA, by the name of the algorithm: DigestInfo of its hash.
Bytes rsa_signature(std::string_view algorithm, ByteView tbs, const Key& key) {
  const auto over = [&](std::string_view oid, const Bytes& hash) {
    return key.sign_pkcs1_raw(digest_info(oid, hash, der::null()));
  };
  if (algorithm == "md5WithRSAEncryption") return over("1.2.840.113549.2.5", openssl::md5(tbs));
  if (algorithm == "sha1WithRSAEncryption") return over("1.3.14.3.2.26", openssl::sha1(tbs));
  if (algorithm == "sha384WithRSAEncryption") return over("2.16.840.1.101.3.4.2.2", openssl::sha384(tbs));
  if (algorithm == "sha512WithRSAEncryption") return over("2.16.840.1.101.3.4.2.3", openssl::sha512(tbs));
  return key.sign_sha256(tbs);
}

constexpr std::string_view pss = "pss";

}  // namespace

const std::vector<std::string>& signings() {
  static const auto all = [] {
    std::vector<std::string> out{"as-profile", "md5", "sha1", "sha384", "sha512", std::string(pss)};
    for (const auto& [name, signing] : forgeries()) out.push_back(name);
    return out;
  }();
  return all;
}

std::string algorithm_of(std::string_view signing) {
  const bool is_hash = signing == "md5" || signing.starts_with("sha");
  return is_hash ? std::string(signing) + "WithRSAEncryption" : std::string();
}

Bytes signature_of(std::string_view signing, ByteView tbs, std::string_view algorithm, const Key& key) {
  if (!key.is_rsa())
    return algorithm == "ecdsa-with-SHA384" ? key.sign_digest(openssl::sha384(tbs)) : key.sign_sha256(tbs);
  if (signing == pss) return key.sign_pss_sha256(openssl::sha256(tbs), openssl::sha256(openssl::sha256(tbs)));
  const auto forgery = forgeries().find(signing);
  return forgery == forgeries().end() ? rsa_signature(algorithm, tbs, key) : forgery->second(tbs, key);
}

}  // namespace tameshi::jlis::ca
