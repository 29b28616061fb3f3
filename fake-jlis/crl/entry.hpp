// One line of a list: SEQUENCE { userCertificate, revocationDate, crlEntryExtensions OPTIONAL }.
#pragma once

#include <array>
#include <functional>
#include <vector>

#include "fake-jlis/crl/list.hpp"
#include "fake-jlis/registry/status.hpp"

namespace tameshi::jlis::crl {

// Writes honest lines, a million in a blink: nothing is allocated, and the date is worked out once a day.
class EntryEncoder {
 public:
  // Good until the next call.
  ByteView encode(const registry::RevokedCertificate& revoked);

 private:
  std::uint8_t* put_time(std::uint8_t* to, Instant at);

  // Two octets of header, 2 + 9 of the serial, 2 + 15 of the time, 14 of the reason.
  std::array<std::uint8_t, 48> buffer_{};
  std::chrono::sys_days day_{std::chrono::days{-1'000'000}};  // of `date_`
  std::array<std::uint8_t, 10> date_{};                       // tag, length and digits up to the day
  std::size_t date_size_ = 0;
};
// How long the line will be.
std::size_t encoded_length(const registry::RevokedCertificate& revoked);

// A line that may be wrong.
struct EntryFields {
  Bytes serial;      // the INTEGER's contents
  Bytes revoked_at;  // Time
  std::vector<Extension> extensions;
  Bytes in_its_place;  // DER, where the line is none; empty: it is one

  bool operator==(const EntryFields&) const = default;
};
Bytes encode(const EntryFields& entry);
EntryFields entry_fields(const registry::RevokedCertificate& revoked);

// Lines in DER, in the order of the list.
using TakeEntry = std::function<void(ByteView)>;
struct Entries {
  std::function<std::size_t()> length;         // of all of them
  std::function<void(const TakeEntry&)> each;  // may be called more than once, and gives the same each time
};

}  // namespace tameshi::jlis::crl
