// The honest lists: which there are, what each asks of the registry, and what it says at an instant.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "fake-jlis/crl/schedule.hpp"
#include "fake-jlis/crl/write.hpp"

namespace tameshi::jlis::crl {

// Who signs for a municipality when the CA has several keys: not known (facts/pki.md §2.2).
enum class Signing : std::uint8_t { each_generation, newest_generation };

struct Settings {
  Schedule schedule;
  Signing signing = Signing::each_generation;
  // How long a certificate stays on the lists after it has expired. RFC 5280 §3.3 wants it on one list that
  // comes out after its end; a day is that list and no more.
  std::chrono::milliseconds keep_expired = std::chrono::hours{24};
  // Whether the lists of people's certificates say onlyContainsUserCerts. A full list that says so needs an
  // issuingDistributionPoint, and has none otherwise.
  bool says_only_users = false;
};

// Of one municipality's people, of everybody, or of the CA's own certificates (the authority revocation
// list).
enum class Scope : std::uint8_t { municipality, full, authority };
std::string_view to_string(Scope scope);

struct ListId {
  registry::AuthorityId authority;  // who signs
  Scope scope = Scope::full;
  std::string municipality;  // its code, "13221"; of Scope::municipality only

  bool operator==(const ListId&) const = default;
  bool operator<(const ListId& other) const {
    return std::tie(authority.kind, authority.generation, scope, municipality) <
           std::tie(other.authority.kind, other.authority.generation, other.scope, other.municipality);
  }
};
// "signature/3/13221", "signature/3/full", "signature/3/authority".
std::string to_string(const ListId& id);
std::optional<ListId> list_id_from(std::string_view text);

// The list on which a certificate stands once it is revoked.
ListId list_of(const registry::AuthorityId& issuer, std::string_view municipality, unsigned newest,
               const Settings& settings);
// All lists of a CA whose generations and municipalities are these: by generation, its municipalities first.
std::vector<ListId> all_lists(Kind kind, std::span<const unsigned> generations,
                              std::span<const std::string> municipalities, const Settings& settings);

// What a list asks of the registry.
struct Ask {
  Scope scope = Scope::full;
  Kind kind = Kind::signature;
  std::optional<unsigned> generation;  // nothing: all of the CA
  std::string municipality;            // empty: all
  Instant revoked_by{};                // up to and including this instant
  Instant expires_from{};              // this instant or later

  bool operator==(const Ask&) const = default;
};
Ask ask_for(const ListId& id, const Publication& publication, const Settings& settings);

// Revoked certificates by serial. Asked twice for one list, and gives the same both times.
using TakeRevoked = std::function<void(const registry::RevokedCertificate&)>;
using RevokedSource = std::function<void(const Ask&, const TakeRevoked&)>;

struct Issuer {
  Bytes name;            // Name in DER, as in its certificate's subject
  Bytes key_identifier;  // as in its subjectKeyIdentifier
  openssl::PrivateKey key;
};

struct NamedList {
  ListId id;
  // Name in DER: the certificates' distribution point, or the CA's own for its authority list. Not used by a
  // full list.
  Bytes distribution_point;
};

Entries entries_from(const RevokedSource& source, const Ask& ask);
ListFields fields_of(const NamedList& list, const Publication& publication, const Issuer& issuer,
                     const Settings& settings);
// The list that was published last.
void publish(const NamedList& list, Instant now, const Issuer& issuer, const RevokedSource& source,
             const Settings& settings, const Sink& sink);
Bytes published(const NamedList& list, Instant now, const Issuer& issuer, const RevokedSource& source,
                const Settings& settings);

}  // namespace tameshi::jlis::crl
