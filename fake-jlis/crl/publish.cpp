#include "fake-jlis/crl/publish.hpp"

#include "base/der.hpp"

namespace tameshi::jlis::crl {
namespace {

// AuthorityKeyIdentifier ::= SEQUENCE { keyIdentifier [0] … }, RFC 5280 §5.2.1
Extension authority_key_identifier(ByteView key_identifier) {
  return {std::string(oid::authority_key_identifier), false,
          der::sequence({der::context_primitive(0, key_identifier)})};
}

Extension crl_number(std::uint64_t number) {
  return {std::string(oid::crl_number), false, der::integer(number)};
}

DistributionPoint distribution_point(const NamedList& list, const Settings& settings) {
  DistributionPoint out;
  if (list.id.scope != Scope::full) out.name = list.distribution_point;
  out.only_authorities = list.id.scope == Scope::authority;
  out.only_users = list.id.scope != Scope::authority && settings.says_only_users;
  return out;
}

}  // namespace

Entries entries_from(const RevokedSource& source, const Ask& ask) {
  const auto length = [source, ask] {
    std::size_t out = 0;
    source(ask, [&](const registry::RevokedCertificate& revoked) { out += encoded_length(revoked); });
    return out;
  };
  const auto each = [source, ask](const TakeEntry& take) {
    EntryEncoder encoder;
    source(ask, [&](const registry::RevokedCertificate& revoked) { take(encoder.encode(revoked)); });
  };
  return {length, each};
}

ListFields fields_of(const NamedList& list, const Publication& publication, const Issuer& issuer,
                     const Settings& settings) {
  ListFields out;
  out.algorithm = algorithm_for(issuer.key);
  out.algorithm_inside = out.algorithm_outside = algorithm_identifier(out.algorithm);
  out.issuer = issuer.name;
  out.this_update = der::time(publication.this_update);
  out.next_update = der::time(publication.next_update);
  out.extensions = {authority_key_identifier(issuer.key_identifier), crl_number(publication.number)};
  if (list.id.scope != Scope::full || settings.says_only_users) {
    out.extensions.push_back(
        {std::string(oid::issuing_distribution_point), true, encode(distribution_point(list, settings))});
  }
  return out;
}

void publish(const NamedList& list, Instant now, const Issuer& issuer, const RevokedSource& source,
             const Settings& settings, const Sink& sink) {
  const auto publication = publication_at(now, settings.schedule);
  write_list(fields_of(list, publication, issuer, settings),
             entries_from(source, ask_for(list.id, publication, settings)), issuer.key, sink);
}

Bytes published(const NamedList& list, Instant now, const Issuer& issuer, const RevokedSource& source,
                const Settings& settings) {
  Bytes out;
  publish(list, now, issuer, source, settings, into(out));
  return out;
}

}  // namespace tameshi::jlis::crl
