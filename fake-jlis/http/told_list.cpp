#include "fake-jlis/http/told_list.hpp"

#include "fake-jlis/http/kept_body.hpp"
#include "fake-jlis/http/revoked_source.hpp"

namespace tameshi::jlis::http {
namespace {

using registry::AuthorityId;
using registry::Municipality;

const ca::Authority& authority_of(const Desk& desk, const AuthorityId& id) {
  return desk.agency.authorities().at(id);
}

crl::Issuer issuer_of(const Desk& desk, const AuthorityId& id) {
  const auto& authority = authority_of(desk, id);
  return {ca::encode(authority.identity().name), authority.identity().key_identifier, authority.key()};
}

// Another one than this, as lies need it; OURS where nobody else lives anywhere.
Municipality other_than(const Desk& desk, std::string_view code) {
  for (const auto& [id, authority] : desk.agency.authorities()) {
    for (auto& one : desk.agency.store().municipalities(id)) {
      if (one.code != code) return std::move(one);
    }
  }
  return code == "01106" ? Municipality{"13221", "Tokyo-to", "Kiyose-shi"}
                         : Municipality{"01106", "Hokkaido", "Sapporo-shi-Minami-ku"};
}

crl::NamedList named(const Desk& desk, const AuthorityId& id, crl::Scope scope,
                     const Municipality& municipality) {
  const auto& authority = authority_of(desk, id);
  if (scope != crl::Scope::municipality) return {{id, scope, {}}, ca::encode(authority.identity().name)};
  return {{id, scope, municipality.code}, distribution_point(authority, municipality)};
}

// The nearest other key of the same CA.
AuthorityId other_generation(const Desk& desk, AuthorityId id) {
  id.generation = id.generation > 1 ? id.generation - 1 : id.generation + 1;
  return desk.agency.authorities().contains(id) ? id : desk.agency.authorities().begin()->first;
}

AuthorityId other_authority(AuthorityId id) {
  id.kind = id.kind == Kind::signature ? Kind::authentication : Kind::signature;
  return id;
}

crl::Accomplices accomplices_of(const Desk& desk, const crl::ListId& id, const Municipality& here) {
  const auto older = other_generation(desk, id.authority);
  const auto sister = other_authority(id.authority);
  const auto& stranger = desk.strangers.like(authority_of(desk, id.authority).key());
  crl::Issuer rogue{issuer_of(desk, id.authority).name, ca::key_identifier(stranger), stranger};
  return {issuer_of(desk, older),
          issuer_of(desk, sister),
          std::move(rogue),
          named(desk, id.authority, crl::Scope::municipality, other_than(desk, here.code)),
          named(desk, older, id.scope, here),
          named(desk, sister, id.scope, here),
          named(desk, id.authority, crl::Scope::authority, here)};
}

std::vector<Lie> lies_about(Desk& desk, const crl::ListId& id) {
  return desk.list_lies.armed().empty() ? std::vector<Lie>{} : desk.list_lies.striking(crl::target_of(id));
}

}  // namespace

Bytes distribution_point(const ca::Authority& authority, const Municipality& municipality) {
  auto persona = value_or_trouble(registry::find_persona(registry::default_persona));
  persona.municipality = municipality;
  for (const auto& extension : authority.fields(persona, authority.key(), {}).extensions) {
    if (const auto* point = std::get_if<ca::CrlDistributionPoint>(&extension.contents)) {
      return ca::encode(point->directory_name);
    }
  }
  throw Trouble("the profile has no distribution point", std::string(to_string(authority.kind())), "");
}

ToldList told_list(Desk& desk, const crl::ListId& id) {
  const auto now = desk.clock.now();
  const auto& settings = desk.settings.lists;
  const auto here = municipality_of(desk.agency, id.municipality).value_or(other_than(desk, id.municipality));
  ToldList out{{}, crl::publication_at(now, settings.schedule), {}};
  const auto lies = lies_about(desk, id);
  const auto honest = [&] {
    return kept_body([&](const crl::Sink& sink) {
      crl::publish(named(desk, id.authority, id.scope, here), now, issuer_of(desk, id.authority),
                   revoked_source(desk.agency), settings, sink);
    });
  };
  if (lies.empty()) {
    out.body = desk.lists.get(id, out.publication.number, honest);
    return out;
  }
  out.lies.reserve(lies.size());
  for (const auto& lie : lies) out.lies.push_back(lie.name);
  out.body = crl::told(named(desk, id.authority, id.scope, here), now, issuer_of(desk, id.authority),
                       revoked_source(desk.agency), settings, lies, accomplices_of(desk, id, here));
  return out;
}

}  // namespace tameshi::jlis::http
