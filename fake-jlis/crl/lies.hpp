// The lies that a list can tell: lies.yaml names them. Which list is told, what it says, and its bytes are
// distorted by one pure function each; publishing honestly knows nothing of it.
#pragma once

#include "fake-jlis/crl/publish.hpp"
#include "fake-jlis/registry/lie_board.hpp"

namespace tameshi::jlis::crl {

// The table, read once; Trouble when it is wrong.
const LieList& lies();

// A request for a list as a filter of a lie sees it; its endpoint is the list's scope.
LieTarget target_of(const ListId& id);

// Whom a liar borrows from.
struct Accomplices {
  Issuer other_generation;  // of the same CA, so of the same name
  Issuer other_authority;   // the sister CA
  Issuer rogue;             // a stranger who takes the CA's name
  NamedList other_municipality;
  NamedList of_other_generation;  // what the other generation signs in this one's place
  NamedList of_other_authority;
  NamedList of_authorities;  // the CA's own authority revocation list
};

// The list with these lies in it. Holds the whole list, since a liar may change any of it.
Bytes told(const NamedList& list, Instant now, const Issuer& issuer, const RevokedSource& source,
           const Settings& settings, std::span<const Lie> lies, const Accomplices& accomplices);

}  // namespace tameshi::jlis::crl
