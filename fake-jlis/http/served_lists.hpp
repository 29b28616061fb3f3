// Which revocation lists there are.
#pragma once

#include <vector>

#include "fake-jlis/http/desk.hpp"

namespace tameshi::jlis::http {

// Of one generation of a CA: one list for each of these municipalities, by code, and the full one; neither
// where the newest generation signs for all and this is an older one.
struct SignedLists {
  bool full = false;
  std::vector<registry::Municipality> municipalities;
};
SignedLists lists_signed_by(const Desk& desk, const registry::AuthorityId& id);

}  // namespace tameshi::jlis::http
