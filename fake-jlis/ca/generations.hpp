// The generations of the two CAs. All of a CA share one DN and nothing links them: an issuer is told by the
// authority key identifier, or by whose key verifies (facts/pki.md §1.1).
#pragma once

#include <map>
#include <vector>

#include "fake-jlis/ca/authority.hpp"
#include "fake-jlis/registry/status.hpp"

namespace tameshi::jlis::ca {

struct GenerationRow {
  struct Root {
    Instant not_before{};
    std::uint64_t serial = 0;
  };

  unsigned number = 1;
  Line line = Line::card;  // next: only cards of that line are issued under it
  Root signature;
  Root authentication;
  unsigned key = 0;  // of the pool, of the signature CA; the authentication CA has the next one
  unsigned test_key = 0;
};

// The built-in table, read once; Trouble when it is wrong.
const std::vector<GenerationRow>& generation_rows();

// The settings for a world that begins at this instant: three generations are kept, and every four years each
// steps down for the next. OURS: the facts end with the third.
Settings as_of(Settings settings, Instant begins);

// Each root and its key, by what the registry calls it.
using AuthoritySet = std::map<registry::AuthorityId, Authority>;

// Three generations of each CA; a fourth when the settings' line is next. Keys come from the pool. A Problem
// when the settings cannot be used or a key of the pool is none.
Result<AuthoritySet> make_generations(const Settings& settings, KeyPool& pool);

// Who issues a certificate of that line at that instant: the generation that the settings name, else the
// newest that has begun. Trouble when there is none.
const Authority& issuing_authority(const AuthoritySet& all, Kind kind, const Settings& settings, Instant at);

}  // namespace tameshi::jlis::ca
