#include "fake-jlis/nation/witness.hpp"

#include <fmt/format.h>

#include "base/der.hpp"
#include "base/der_reader.hpp"
#include "fake-jlis/http/revoked_source.hpp"

namespace tameshi::jlis::nation {
namespace {

using registry::AuthorityId;

// CertID ::= SEQUENCE { hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber }, by SHA-1.
Bytes cert_id_head(const ca::Authority& authority) {
  const auto sha1 = der::sequence({der::oid("1.3.14.3.2.26"), der::null()});
  return concat({sha1, der::octet_string(openssl::sha1(ca::encode(authority.identity().name))),
                 der::octet_string(openssl::sha1(authority.key().public_key_bits()))});
}

Bytes request_for(const Bytes& head, std::span<const Watched* const> certificates) {
  Bytes all;
  for (const auto* one : certificates) {
    const auto request = der::sequence({der::sequence({head, der::integer(one->id.serial)})});
    all.insert(all.end(), request.begin(), request.end());
  }
  return der::sequence({der::sequence({der::tlv(der::sequence_tag, all)})});
}

Sight sight_of(const ocsp::CertStatus& status) {
  if (std::holds_alternative<ocsp::Good>(status)) return {true, std::nullopt};
  if (const auto* revoked = std::get_if<ocsp::Revoked>(&status)) {
    const auto reason = static_cast<registry::Reason>(revoked->reason.value_or(0));
    return {true, registry::Revocation{std::get<Instant>(revoked->at), reason}};
  }
  return {};
}

registry::Revocation revocation(Instant at, std::optional<unsigned> reason) {
  return {at, static_cast<registry::Reason>(reason.value_or(0))};
}

crl::ListId list_id(const Watched& one) {
  return {one.id.authority, crl::Scope::municipality, one.municipality.code};
}

std::string address_of_list(const Watched& one) {
  return fmt::format("/crl/{}/{}/{}.crl", registry::to_string(one.id.authority), one.municipality.prefecture,
                     one.municipality.name);
}

}  // namespace

std::string list_name(const Watched& one) {
  return crl::to_string(list_id(one));
}

Witness::Witness(Realm& realm) : realm_(realm) {
  for (const auto& [id, authority] : realm.agency.authorities())
    cert_id_heads_.emplace(id, cert_id_head(authority));
}

std::vector<Sight> Witness::ask(std::span<const Watched* const> certificates) const {
  std::vector<Sight> out(certificates.size());
  std::map<AuthorityId, std::vector<std::size_t>> by_authority;
  for (std::size_t i = 0; i < certificates.size(); ++i)
    by_authority[certificates[i]->id.authority].push_back(i);
  for (const auto& [id, all] : by_authority) {
    for (std::size_t first = 0; first < all.size(); first += ocsp::most_certificates) {
      std::vector<const Watched*> asked;
      for (auto i = first; i < std::min(all.size(), first + ocsp::most_certificates); ++i)
        asked.push_back(certificates[all[i]]);
      const auto told =
          realm_.site.desk().ocsp.prepare(id.kind, request_for(cert_id_heads_.at(id), asked), true);
      if (!told.reply.basic) continue;  // nothing is known of them then
      const auto& responses = told.reply.basic->data.responses;
      for (std::size_t i = 0; i < responses.size(); ++i) out[all[first + i]] = sight_of(responses[i].status);
    }
  }
  return out;
}

platform::Verified<platform::Path> Witness::path_of(const Watched& one) const {
  const auto certificate = realm_.store->certificate(one.id);
  if (!certificate) throw Trouble("a certificate is gone", registry::to_string(one.id), "");
  return platform::check_path(certificate->der, one.id.authority.kind, realm_.trust, realm_.clock.now());
}

platform::Verified<Sight> Witness::ask_really(const Watched& one) const {
  const auto path = path_of(one);
  if (!path) return tl::unexpected(path.error());
  const platform::OcspQuestion question{path->certificate, *path->issuer, {}};
  const auto reply = realm_.client.ask_ocsp(path->kind, platform::ocsp_request(question));
  if (!reply) return tl::unexpected(reply.error());
  const auto state = platform::check_ocsp_reply(*reply, question, {}, realm_.clock.now());
  if (!state) return tl::unexpected(state.error());
  if (path->mobile != (one.carrier_kind == registry::CarrierKind::phone))
    return platform::refuse("wrong-policy", "it is not that of what carries it");
  if (!state->revoked) return Sight{true, std::nullopt};
  return Sight{true, revocation(state->revoked_at, state->reason)};
}

ListView Witness::list(const Watched& one) const {
  const auto& settings = realm_.site.desk().settings.lists;
  const auto publication = crl::publication_at(realm_.clock.now(), settings.schedule);
  ListView out{list_name(one), publication.this_update, {}};
  http::revoked_source(realm_.agency)(crl::ask_for(list_id(one), publication, settings),
                                      [&](const registry::RevokedCertificate& revoked) {
                                        out.revoked.emplace(revoked.serial, revoked.revocation);
                                      });
  return out;
}

platform::Verified<ListView> Witness::list_really(const Watched& one) {
  const auto path = path_of(one);
  if (!path) return tl::unexpected(path.error());
  const auto bytes = realm_.client.fetch_list(address_of_list(one));
  if (!bytes) return tl::unexpected(bytes.error());
  const auto name = list_name(one);
  const auto before = had_.find(name);
  auto checked = platform::check_list(*bytes, {*path->issuer, path->certificate.list_name}, {},
                                      before == had_.end() ? nullptr : &before->second, realm_.clock.now());
  if (!checked) return tl::unexpected(checked.error());
  ListView out{name, checked->this_update, {}};
  for (const auto& [serial, entry] : checked->revoked)
    out.revoked.emplace(der::unsigned_in(serial).value_or(0), revocation(entry.revoked_at, entry.reason));
  had_.insert_or_assign(name, *std::move(checked));
  return out;
}

}  // namespace tameshi::jlis::nation
