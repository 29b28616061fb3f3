// Lies about who signs, and with what.
#include <algorithm>
#include <array>

#include "fake-jlis/ocsp/oids.hpp"
#include "fake-jlis/ocsp/scene.hpp"

namespace tameshi::jlis::ocsp {
namespace {

struct Algorithm {
  std::string_view word;
  std::string_view oid;         // of the signature
  std::string_view digest_oid;  // inside it
  std::string_view ecdsa_oid;   // of the signature by a key of the other kind; empty: there is none
  Bytes (*digest)(ByteView);
};
// RFC 8017 appendix A.2.4; RFC 3279 §2.2.3 and RFC 5758 §3.2.
constexpr std::array algorithms{
    Algorithm{"md5", "1.2.840.113549.1.1.4", "1.2.840.113549.2.5", "", openssl::md5},
    Algorithm{"sha1", "1.2.840.113549.1.1.5", sha1_oid, "1.2.840.10045.4.1", openssl::sha1},
    Algorithm{"sha256", sha256_with_rsa_oid, sha256_oid, "1.2.840.10045.4.3.2", openssl::sha256},
    Algorithm{"sha384", "1.2.840.113549.1.1.12", "2.16.840.1.101.3.4.2.2", "1.2.840.10045.4.3.3",
              openssl::sha384},
    Algorithm{"sha512", "1.2.840.113549.1.1.13", "2.16.840.1.101.3.4.2.3", "1.2.840.10045.4.3.4",
              openssl::sha512},
};

const Algorithm& algorithm_at(const Words& words, std::size_t place) {
  const auto& word = word_at(words, place);
  const auto* row =
      std::find_if(algorithms.begin(), algorithms.end(), [&](const auto& one) { return one.word == word; });
  if (row == algorithms.end()) not_a_word(words);
  return *row;
}

Bytes identifier(std::string_view oid) {
  return der::sequence({der::oid(oid), der::null()});
}

// RSASSA-PSS-params, RFC 4055 §3.1: SHA-256, MGF1 with it, a salt of 32 octets.
Bytes pss_identifier() {
  const auto hash = identifier(sha256_oid);
  const auto mask = der::sequence({der::oid("1.2.840.113549.1.1.8"), hash});
  return der::sequence(
      {der::oid("1.2.840.113549.1.1.10"),
       der::sequence({der::context(0, hash), der::context(1, mask), der::context(2, der::integer(32))})});
}

const openssl::PrivateKey& signing_key(const Scene& scene) {
  return scene.prepared.signer->responder_key;
}

// ECDSA under another name, as far as it has one.
bool name_ecdsa(Scene& scene, const Algorithm& row) {
  if (row.ecdsa_oid.empty()) return cannot(scene, "there is no such algorithm of ECDSA");
  auto name = der::sequence({der::oid(row.ecdsa_oid)});
  auto& honest = scene.prepared.reply.basic->signature_algorithm;
  if (name == honest) return cannot(scene, "it is the honest algorithm of this key");
  honest = std::move(name);
  return true;
}

bool sign_pss(Scene& scene) {
  if (!signing_key(scene).is_rsa()) return cannot(scene, "RSASSA-PSS wants an RSA key");
  auto& basic = *scene.prepared.reply.basic;
  basic.signature_algorithm = pss_identifier();
  basic.sign = [key = signing_key(scene)](ByteView data) {
    return key.sign_pss_sha256(openssl::sha256(data), openssl::sha256(openssl::sha256(data)));
  };
  return true;
}

// algorithm WORD: both in name and in deed.
bool algorithm(Scene& scene, const Words& words) {
  auto& basic = scene.prepared.reply.basic;
  if (!basic) return false;
  if (word_at(words, 1) == "pss") return sign_pss(scene);
  const auto& row = algorithm_at(words, 1);
  const auto& by = signing_key(scene);
  if (!by.is_rsa()) {
    if (!name_ecdsa(scene, row)) return false;
    basic->sign = [by, &row](ByteView data) { return by.sign_digest(row.digest(data)); };
    return true;
  }
  basic->signature_algorithm = identifier(row.oid);
  basic->sign = [by, &row](ByteView data) {
    return by.sign_pkcs1_raw(
        der::sequence({identifier(row.digest_oid), der::octet_string(row.digest(data))}));
  };
  return true;
}

// label WORD: in name only.
bool label(Scene& scene, const Words& words) {
  auto& basic = scene.prepared.reply.basic;
  if (!basic) return false;
  const auto& word = word_at(words, 1);
  const bool is_rsa = signing_key(scene).is_rsa();
  if (word == "nonsense") {
    basic->signature_algorithm = der::sequence({der::oid("1.2.3.4")});
  } else if (word == "ecdsa") {
    if (!is_rsa) return cannot(scene, "it is ECDSA and says so");
    basic->signature_algorithm = der::sequence({der::oid("1.2.840.10045.4.3.2")});
  } else if (!is_rsa) {
    return word == "without-null" ? cannot(scene, "the algorithms of ECDSA have no NULL")
                                  : name_ecdsa(scene, algorithm_at(words, 1));
  } else if (word == "without-null") {
    basic->signature_algorithm = der::sequence({der::oid(sha256_with_rsa_oid)});
  } else {
    basic->signature_algorithm = identifier(algorithm_at(words, 1).oid);
  }
  return true;
}

Bytes changed_signature(Bytes signature, const Words& words, std::uint64_t seed) {
  const auto& how = word_at(words, 1);
  if (how == "flipped") {
    const auto bit = seed % (signature.size() * 8);
    signature[bit / 8] = static_cast<std::uint8_t>(signature[bit / 8] ^ (1U << (bit % 8)));
  } else if (how == "zero") {
    std::fill(signature.begin(), signature.end(), std::uint8_t{0});
  } else if (how == "empty") {
    signature.clear();
  } else if (how == "cut") {
    signature.pop_back();
  } else if (how == "longer") {
    signature.push_back(0);
  } else {
    not_a_word(words);
  }
  return signature;
}

// signature …: of the right key, changed; `signature early`: over what was true before the lie.
bool signature(Scene& scene, const Words& words) {
  auto& basic = scene.prepared.reply.basic;
  if (!basic) return false;
  const auto sign = basic->sign;
  if (word_at(words, 1) == "early") {
    basic->sign = [done = sign(encode(basic->data))](ByteView) { return done; };
  } else {
    basic->sign = [sign, words, seed = scene.seed](ByteView data) {
      return changed_signature(sign(data), words, seed);
    };
  }
  return true;
}

openssl::PrivateKey key_of(const Words& words, std::size_t place, const Scene& scene) {
  const auto& who = word_at(words, place);
  if (who == "stranger") return scene.stranger;
  if (who == "issuer") return scene.prepared.signer->key;
  if (who == "other-generation") return other_generation(scene).responder_key;
  if (who == "other-authority") return other_authority(scene).responder_key;
  not_a_word(words);
}

// key WHO: signs in the place of the responder, whose name and certificate stay.
bool key(Scene& scene, const Words& words) {
  auto& basic = scene.prepared.reply.basic;
  if (!basic) return false;
  sign_with(key_of(words, 1, scene), *basic);
  return true;
}

// delegate WHO: the whole responder of another issuer, with its own certificate.
bool delegate(Scene& scene, const Words& words) {
  auto& basic = scene.prepared.reply.basic;
  if (!basic) return false;
  const auto issuer =
      word_at(words, 1) == "other-authority" ? other_authority(scene) : other_generation(scene);
  basic->data.responder = ByKey{openssl::sha1(issuer.responder_key.public_key_bits())};
  sign_with(issuer.responder_key, *basic);
  scene.certificate = responder_certificate(issuer, scene.prepared.tick);
  scene.certifier = issuer.key;
  scene.certificate_touched = true;
  return true;
}

// direct: the CA itself signs, RFC 6960 §4.2.2.2; no certificate is needed, but may come along.
bool direct(Scene& scene, const Words& words) {
  auto& basic = scene.prepared.reply.basic;
  if (!basic) return false;
  const auto& issuer = *scene.prepared.signer;
  basic->data.responder = ByKey{openssl::sha1(issuer.key.public_key_bits())};
  sign_with(issuer.key, *basic);
  basic->certificates.reset();
  if (words.size() > 1) basic->certificates.emplace().push_back(issuers_certificate(scene));
  return true;
}

}  // namespace

std::vector<ValueVerb> signing_verbs() {
  return {{"algorithm", algorithm}, {"label", label},  {"signature", signature}, {"key", key},
          {"delegate", delegate},   {"direct", direct}};
}

}  // namespace tameshi::jlis::ocsp
