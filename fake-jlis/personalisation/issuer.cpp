#include "fake-jlis/personalisation/issuer.hpp"

#include <fmt/format.h>

#include "fake-jlis/personalisation/cv_certificate.hpp"
#include "fake-jlis/personalisation/layout.hpp"

namespace tameshi::jlis::personalisation {
namespace {

template <typename Map>
const auto& found(const Map& map, std::string_view name, std::string_view what) {
  const auto at = map.find(name);
  if (at == map.end()) throw Trouble(fmt::format("the issuer has no {} \"{}\"", what, name), "", "");
  return at->second;
}

}  // namespace

Issuer::Issuer(const IssuerKeys& keys, std::string_view layout) : layout_(load_layout(layout)) {
  for (const auto& row : layout_->key_ids) keys_[row.key].id = row.id;
  add("input-support", keys.input_support);
  add("card-face", keys.card_face);
  add("issuer-domain", keys.issuer_domain);
}

void Issuer::add(const std::string& application, const SigningChain& chain) {
  auto& authority = keys_[application + "-authority"];
  auto& signer = keys_[application + "-signer"];
  authority.key = chain.authority;
  signer.key = chain.signer;
  certificates_[application + "-signer"] = cv_certificate(authority, signer);
}

const NamedKey& Issuer::key(std::string_view name) const {
  return found(keys_, name, "key");
}

const Bytes& Issuer::certificate(std::string_view signer) const {
  return found(certificates_, signer, "certificate of");
}

}  // namespace tameshi::jlis::personalisation
