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
  void put(std::uint8_t octet) { buffer_[used_++] = octet; }
  void put_serial(std::uint64_t serial);
  void put_time(Instant at);
  void put_two_digits(long value);
  void put_reason(registry::Reason reason);

  // Two octets of header, 2 + 9 of the serial, 2 + 15 of the time, 14 of the reason.
  std::array<std::uint8_t, 48> buffer_{};
  std::size_t used_ = 0;
  std::chrono::sys_days day_{std::chrono::days{-1'000'000}};  // of `date_`
  std::array<std::uint8_t, 10> date_{};                       // tag, length and digits up to the day
  std::size_t date_size_ = 0;
};

// A line that may be wrong.
struct EntryFields {
  Bytes serial;      // the INTEGER's contents
  Bytes revoked_at;  // Time
  std::vector<Extension> extensions;

  bool operator==(const EntryFields&) const = default;
};
Bytes encode(const EntryFields& entry);
EntryFields entry_fields(const registry::RevokedCertificate& revoked);

// Lines in DER, in the order of the list. Called more than once for one list, and gives the same each time.
using TakeEntry = std::function<void(ByteView)>;
using Entries = std::function<void(const TakeEntry&)>;

}  // namespace tameshi::jlis::crl
