// ECDSA with the nonce of RFC 6979, so that the same key and digest give the same signature in every run.
// OpenSSL has that from 3.2 on; Debian 12's 3.0 draws its nonce. Nothing here is hardened against a listener:
// the keys are a test's.
#include <fmt/format.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/hmac.h>

#include <array>

#include "base/der.hpp"
#include "base/openssl.hpp"

namespace tameshi::openssl {
namespace {

[[noreturn]] void fail(std::string_view doing) {
  throw Trouble(fmt::format("OpenSSL could not {}: {}", doing, last_error()), "", "");
}

struct Free {
  void operator()(BIGNUM* p) const { BN_clear_free(p); }
  void operator()(BN_CTX* p) const { BN_CTX_free(p); }
  void operator()(EC_GROUP* p) const { EC_GROUP_free(p); }
  void operator()(EC_POINT* p) const { EC_POINT_free(p); }
};
using Number = std::unique_ptr<BIGNUM, Free>;
using Group = std::unique_ptr<EC_GROUP, Free>;

Number number(ByteView bytes) {
  Number out(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr));
  if (!out) fail("read a number");
  return out;
}

Bytes padded(const BIGNUM* value, std::size_t length) {
  Bytes out(length);
  if (BN_bn2binpad(value, out.data(), static_cast<int>(length)) < 0) fail("write a number");
  return out;
}

Number private_number(EVP_PKEY* key) {
  BIGNUM* out = nullptr;
  if (EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_PRIV_KEY, &out) != 1) fail("read a private key");
  return Number(out);
}

Group group_of(EVP_PKEY* key) {
  std::array<char, 64> name{};
  if (EVP_PKEY_get_group_name(key, name.data(), name.size(), nullptr) != 1) fail("name a curve");
  Group out(EC_GROUP_new_by_curve_name(OBJ_txt2nid(name.data())));
  if (!out) fail("load a curve");
  return out;
}

// The hash that made the digest, by its length; SHA-384 for what no hash made (OURS).
const EVP_MD* hash_of(std::size_t digest_length) {
  switch (digest_length) {
    case 20:
      return EVP_sha1();
    case 32:
      return EVP_sha256();
    case 64:
      return EVP_sha512();
    default:
      return EVP_sha384();
  }
}

// What one signature works with: the order q of the curve, and the digest as a number (RFC 6979 §2.3.2).
struct Terms {
  Group group;
  const BIGNUM* order;
  std::size_t length;  // of the order, in bytes
  Number secret;
  Number digest;  // bits2int, not reduced
  const EVP_MD* hash;
  std::unique_ptr<BN_CTX, Free> context{BN_CTX_new()};
};

// The leftmost bits of `bytes`, as many as the order has.
Number bits_to_number(ByteView bytes, const BIGNUM* order) {
  auto out = number(bytes);
  const int surplus = static_cast<int>(bytes.size() * 8) - BN_num_bits(order);
  if (surplus > 0 && BN_rshift(out.get(), out.get(), surplus) != 1) fail("shift a number");
  return out;
}

Terms terms_of(EVP_PKEY* key, ByteView digest) {
  auto group = group_of(key);
  const auto* order = EC_GROUP_get0_order(group.get());
  return {.group = std::move(group),
          .order = order,
          .length = static_cast<std::size_t>(BN_num_bytes(order)),
          .secret = private_number(key),
          .digest = bits_to_number(digest, order),
          .hash = hash_of(digest.size())};
}

// RFC 6979 §3.2: K and V, from which candidates come until one signs.
class Nonces {
 public:
  explicit Nonces(const Terms& terms)
      : terms_(terms),
        key_(static_cast<std::size_t>(EVP_MD_get_size(terms.hash)), 0x00),
        value_(key_.size(), 0x01) {
    Number reduced(BN_new());
    if (!reduced || BN_nnmod(reduced.get(), terms.digest.get(), terms.order, terms.context.get()) != 1)
      fail("reduce a number");
    const auto seed = concat({padded(terms.secret.get(), terms.length), padded(reduced.get(), terms.length)});
    stir(0x00, seed);  // steps d and e
    stir(0x01, seed);  // steps f and g
  }

  // Step h. The caller asks again when the candidate does not sign.
  Number next() {
    for (;;) {
      if (asked_) stir(0x00, {});
      asked_ = true;
      Bytes bits;
      while (bits.size() < terms_.length) append(bits, value_ = mac(value_));
      bits.resize(terms_.length);
      auto out = bits_to_number(bits, terms_.order);
      if (!BN_is_zero(out.get()) && BN_cmp(out.get(), terms_.order) < 0) return out;
    }
  }

 private:
  [[nodiscard]] Bytes mac(ByteView data) const {
    Bytes out(key_.size());
    if (HMAC(terms_.hash, key_.data(), static_cast<int>(key_.size()), data.data(), data.size(), out.data(),
             nullptr) == nullptr)
      fail("compute an HMAC");
    return out;
  }
  void stir(std::uint8_t separator, ByteView seed) {
    key_ = mac(concat({value_, Bytes{separator}, seed}));
    value_ = mac(value_);
  }

  const Terms& terms_;
  Bytes key_;
  Bytes value_;
  bool asked_ = false;
};

struct Signature {
  Number r;
  Number s;
};

// FIPS 186-4 §6.4, RFC 6979 §2.4: r is the first coordinate of k·G, s = (h + r·x) / k, both mod q.
Signature sign_with(const Terms& t, const BIGNUM* k) {
  auto* context = t.context.get();
  const std::unique_ptr<EC_POINT, Free> point(EC_POINT_new(t.group.get()));
  Signature out{Number(BN_new()), Number(BN_new())};
  const Number x(BN_new());
  const Number inverse(BN_mod_inverse(nullptr, k, t.order, context));
  const bool done =
      point && out.r && out.s && x && inverse &&
      EC_POINT_mul(t.group.get(), point.get(), k, nullptr, nullptr, context) == 1 &&
      EC_POINT_get_affine_coordinates(t.group.get(), point.get(), x.get(), nullptr, context) == 1 &&
      BN_nnmod(out.r.get(), x.get(), t.order, context) == 1 &&
      BN_mod_mul(x.get(), out.r.get(), t.secret.get(), t.order, context) == 1 &&
      BN_mod_add(x.get(), x.get(), t.digest.get(), t.order, context) == 1 &&
      BN_mod_mul(out.s.get(), x.get(), inverse.get(), t.order, context) == 1;
  if (!done) fail("sign");
  return out;
}

// A positive INTEGER of any size, X.690 §8.3: shortest, with a zero in front of a set first bit.
Bytes der_integer(const BIGNUM* value) {
  auto bytes = padded(value, static_cast<std::size_t>(BN_num_bytes(value)));
  if ((bytes.front() & 0x80) != 0) bytes.insert(bytes.begin(), 0x00);
  return der::tlv(der::integer_tag, bytes);
}

}  // namespace

Bytes PrivateKey::sign_digest(ByteView digest) const {
  const auto terms = terms_of(key_.get(), digest);
  Nonces nonces(terms);
  for (;;) {
    const auto signature = sign_with(terms, nonces.next().get());
    if (BN_is_zero(signature.r.get()) || BN_is_zero(signature.s.get())) continue;
    // ECDSA-Sig-Value ::= SEQUENCE { r INTEGER, s INTEGER }
    return der::sequence({der_integer(signature.r.get()), der_integer(signature.s.get())});
  }
}

}  // namespace tameshi::openssl
