// What a revocation list says of certificates, and whether it may say it: RFC 5280 §6.3.3, and the lists of
// municipalities of facts/pki.md §2.2. Pure; who fetches it is apart.
#pragma once

#include <chrono>
#include <map>

#include "fake-jlis/platform/crl.hpp"
#include "fake-jlis/platform/ocsp_check.hpp"
#include "fake-jlis/platform/reason.hpp"

namespace tameshi::jlis::platform {

struct ListRules {
  std::chrono::milliseconds skew = std::chrono::minutes{5};
  std::chrono::milliseconds oldest =
      std::chrono::hours{72};  // of thisUpdate; lists come out daily (facts/pki.md §2.1)
};

// A list that was found good, with what it says.
struct CheckedList {
  Bytes number;
  Instant this_update{};
  Instant next_update{};
  struct Entry {
    Instant revoked_at{};
    std::optional<unsigned> reason;
  };
  std::map<Bytes, Entry> revoked;  // by serial number
};

// Of which authority, and of which part of its people.
struct ListQuestion {
  const Certificate& issuer;
  std::optional<Bytes> list_name;  // the certificate's distribution point; nothing: the full list
};

// `before`: the list that was had last, whose number must not be undercut.
Verified<CheckedList> check_list(ByteView list, const ListQuestion& question, const ListRules& rules,
                                 const CheckedList* before, Instant now);

// What the list says of a certificate.
RevocationState state_in(const CheckedList& list, const Certificate& certificate);

}  // namespace tameshi::jlis::platform
