#include "fake-jlis/crl/entry.hpp"

#include <algorithm>

#include "base/der.hpp"

namespace tameshi::jlis::crl {
namespace {

// crlEntryExtensions with a reasonCode, not critical; the last octet is the ENUMERATED's value.
constexpr std::array<std::uint8_t, 13> reason_prefix{0x30, 0x0C, 0x30, 0x0A, 0x06, 0x03, 0x55,
                                                     0x1D, 0x15, 0x04, 0x03, 0x0A, 0x01};

constexpr std::size_t digits_of_time = 6;  // hours, minutes, seconds

}  // namespace

// INTEGER, shortest, never negative.
void EntryEncoder::put_serial(std::uint64_t serial) {
  unsigned octets = 1;
  while (octets < 8 && (serial >> (8 * octets)) != 0) ++octets;
  const bool padded = (serial >> (8 * octets - 1)) != 0;
  put(der::integer_tag);
  put(static_cast<std::uint8_t>(octets + (padded ? 1 : 0)));
  if (padded) put(0);
  while (octets-- != 0) put(static_cast<std::uint8_t>(serial >> (8 * octets)));
}

void EntryEncoder::put_two_digits(long value) {
  put(static_cast<std::uint8_t>('0' + value / 10));
  put(static_cast<std::uint8_t>('0' + value % 10));
}

void EntryEncoder::put_time(Instant at) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  if (day != day_) {
    const auto whole = der::time(day);
    date_size_ = whole.size() - digits_of_time - 1;
    std::copy_n(whole.begin(), date_size_, date_.begin());
    day_ = day;
  }
  std::copy_n(date_.begin(), date_size_, buffer_.begin() + static_cast<std::ptrdiff_t>(used_));
  used_ += date_size_;
  const auto second = std::chrono::duration_cast<std::chrono::seconds>(at - day).count();
  put_two_digits(second / 3600);
  put_two_digits(second / 60 % 60);
  put_two_digits(second % 60);
  put('Z');
}

// RFC 5280 §5.3.1: the extension is left out rather than saying unspecified.
void EntryEncoder::put_reason(registry::Reason reason) {
  if (reason == registry::Reason::unspecified) return;
  std::copy(reason_prefix.begin(), reason_prefix.end(), buffer_.begin() + static_cast<std::ptrdiff_t>(used_));
  used_ += reason_prefix.size();
  put(static_cast<std::uint8_t>(reason));
}

ByteView EntryEncoder::encode(const registry::RevokedCertificate& revoked) {
  used_ = 2;
  put_serial(revoked.serial);
  put_time(revoked.revocation.at);
  put_reason(revoked.revocation.reason);
  buffer_[0] = der::sequence_tag;
  buffer_[1] = static_cast<std::uint8_t>(used_ - 2);
  return {buffer_.data(), used_};
}

Bytes encode(const EntryFields& entry) {
  return der::sequence(
      {der::tlv(der::integer_tag, entry.serial), entry.revoked_at, encode(entry.extensions)});
}

EntryFields entry_fields(const registry::RevokedCertificate& revoked) {
  const auto serial = der::integer(revoked.serial);
  EntryFields out{Bytes(serial.begin() + 2, serial.end()), der::time(revoked.revocation.at), {}};
  if (revoked.revocation.reason != registry::Reason::unspecified) {
    const auto code = static_cast<std::uint8_t>(revoked.revocation.reason);
    out.extensions.push_back(
        {std::string(oid::reason_code), false, der::tlv(der::enumerated_tag, Bytes{code})});
  }
  return out;
}

}  // namespace tameshi::jlis::crl
