// Who signs what stands in the card's files: per application an authority that certifies a signer, and the
// signer, whose CV certificate the card carries. OURS and FAKE: keys of the pool, and key identifiers by
// numbers that no real authority has.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/openssl.hpp"

namespace tameshi::jlis::personalisation {

struct Layout;

// RSA-2048.
struct SigningChain {
  openssl::PrivateKey authority;
  openssl::PrivateKey signer;
};

struct IssuerKeys {
  SigningChain input_support;
  SigningChain card_face;
  SigningChain issuer_domain;
};

// A key with the identifier that cards know it by.
struct NamedKey {
  Bytes id;
  openssl::PrivateKey key;
};

// Made once and used for many cards: its three CV certificates are signed here.
class Issuer {
 public:
  // `layout` is a file of layouts/. Trouble when there is none or it is wrong, which is our own mistake.
  explicit Issuer(const IssuerKeys& keys, std::string_view layout = "current");

  [[nodiscard]] const Layout& layout() const { return *layout_; }
  // By the layout's words: "card-face-signer", "card-face-authority".
  [[nodiscard]] const NamedKey& key(std::string_view name) const;
  // The CV certificate (7F21) of a signer.
  [[nodiscard]] const Bytes& certificate(std::string_view signer) const;

 private:
  void add(const std::string& application, const SigningChain& chain);

  std::shared_ptr<const Layout> layout_;
  std::map<std::string, NamedKey, std::less<>> keys_;
  std::map<std::string, Bytes, std::less<>> certificates_;
};

}  // namespace tameshi::jlis::personalisation
