// What a cache may do with a reply, RFC 5019 §6, as data for who writes the HTTP header.
#pragma once

#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/journal.hpp"

namespace tameshi::jlis::ocsp {

struct Caching {
  Instant last_modified{};  // producedAt
  Instant expires{};        // nextUpdate
  std::string etag;         // without its quotes
};

// Last-Modified, Expires, ETag, Cache-Control with max-age as of `now`, Date.
std::vector<NamedText> caching_headers(const Caching& caching, Instant now);

// IMF-fixdate, RFC 9110 §5.6.7: "Wed, 01 Apr 2026 00:00:00 GMT".
std::string http_date(Instant instant);

}  // namespace tameshi::jlis::ocsp
