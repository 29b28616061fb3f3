// A revocation list as a verifier reads it, RFC 5280 §5: strictly, and without keeping its entries: a list
// may have millions. What it is worth is for crl_check.hpp.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "fake-jlis/platform/certificate.hpp"

namespace tameshi::jlis::platform {

// IssuingDistributionPoint, §5.2.5.
struct ReadDistributionPoint {
  std::optional<Bytes> name;  // directoryName, DER; nothing: none, or of another form
  bool has_name = false;
  bool only_users = false;
  bool only_authorities = false;
  bool only_attributes = false;
  bool some_reasons = false;
  bool indirect = false;
};

struct ReadEntry {
  ByteView serial;  // INTEGER's contents; good while the list's bytes are
  Instant revoked_at{};
  std::optional<unsigned> reason;
};

struct ReadList {
  Bytes issuer;  // Name, DER
  Instant this_update{};
  Instant next_update{};
  Algorithm signed_by;
  ByteView to_be_signed;  // good while the list's bytes are
  Bytes signature;
  std::vector<Extension> extensions;
  std::optional<AuthorityKeyIdentifier> authority_key;
  Bytes number;  // INTEGER's contents
  std::optional<ReadDistributionPoint> point;
  std::size_t count = 0;  // of entries
};

// Every entry is given to `take` as it is met; what is malformed shows at the latest at the end, so that
// nothing may be believed before this returns.
Result<ReadList> read_list(ByteView der, const std::function<void(const ReadEntry&)>& take);

// CRL number a is smaller than b: both without a needless zero in front.
bool is_smaller(ByteView a, ByteView b);

}  // namespace tameshi::jlis::platform
