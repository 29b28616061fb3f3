#include "fake-jlis/crl/entry.hpp"

#include <algorithm>
#include <bit>

#include "base/der.hpp"

namespace tameshi::jlis::crl {
namespace {

// crlEntryExtensions with a reasonCode, not critical; the last octet is the ENUMERATED's value.
constexpr std::array<std::uint8_t, 13> reason_prefix{0x30, 0x0C, 0x30, 0x0A, 0x06, 0x03, 0x55,
                                                     0x1D, 0x15, 0x04, 0x03, 0x0A, 0x01};

constexpr std::size_t digits_of_time = 6;  // hours, minutes, seconds

unsigned octets_of(std::uint64_t serial) {
  return static_cast<unsigned>(std::bit_width(serial)) / 8 + 1;  // with room for the sign
}

// The cursor is a local in all of these: a member's would be read again after every octet.

// INTEGER, shortest, never negative.
std::uint8_t* put_serial(std::uint8_t* to, std::uint64_t serial) {
  auto octets = octets_of(serial);
  *to++ = der::integer_tag;
  *to++ = static_cast<std::uint8_t>(octets);
  if (octets == 9) {
    *to++ = 0;
    --octets;
  }
  while (octets-- != 0) *to++ = static_cast<std::uint8_t>(serial >> (8 * octets));
  return to;
}

std::uint8_t* put_two_digits(std::uint8_t* to, unsigned value) {
  *to++ = static_cast<std::uint8_t>('0' + value / 10);
  *to++ = static_cast<std::uint8_t>('0' + value % 10);
  return to;
}

// RFC 5280 §5.3.1: the extension is left out rather than saying unspecified.
std::uint8_t* put_reason(std::uint8_t* to, registry::Reason reason) {
  if (reason == registry::Reason::unspecified) return to;
  to = std::copy(reason_prefix.begin(), reason_prefix.end(), to);
  *to++ = static_cast<std::uint8_t>(reason);
  return to;
}

// RFC 5280 §5.1.2.6: UTCTime through 2049, GeneralizedTime from 2050.
std::size_t length_of_time(Instant at) {
  static const Instant begin = std::chrono::sys_days{std::chrono::year{1950} / 1 / 1};
  static const Instant end = std::chrono::sys_days{std::chrono::year{2050} / 1 / 1};
  return at >= begin && at < end ? 15 : 17;
}

}  // namespace

std::uint8_t* EntryEncoder::put_time(std::uint8_t* to, Instant at) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  if (day != day_) {
    const auto whole = der::time(day);
    date_size_ = whole.size() - digits_of_time - 1;
    std::copy_n(whole.begin(), date_size_, date_.begin());
    day_ = day;
  }
  to = std::copy_n(date_.begin(), date_size_, to);
  const auto second = static_cast<unsigned>((at - day).count()) / 1000;
  to = put_two_digits(to, second / 3600);
  to = put_two_digits(to, second / 60 % 60);
  to = put_two_digits(to, second % 60);
  *to++ = 'Z';
  return to;
}

ByteView EntryEncoder::encode(const registry::RevokedCertificate& revoked) {
  auto* end = put_serial(buffer_.data() + 2, revoked.serial);
  end = put_time(end, revoked.revocation.at);
  end = put_reason(end, revoked.revocation.reason);
  const auto used = static_cast<std::size_t>(end - buffer_.data());
  buffer_[0] = der::sequence_tag;
  buffer_[1] = static_cast<std::uint8_t>(used - 2);
  return {buffer_.data(), used};
}

std::size_t encoded_length(const registry::RevokedCertificate& revoked) {
  const bool reasoned = revoked.revocation.reason != registry::Reason::unspecified;
  return 2 + 2 + octets_of(revoked.serial) + length_of_time(revoked.revocation.at) +
         (reasoned ? reason_prefix.size() + 1 : 0);
}

Bytes encode(const EntryFields& entry) {
  if (!entry.in_its_place.empty()) return entry.in_its_place;
  return der::sequence(
      {der::tlv(der::integer_tag, entry.serial), entry.revoked_at, encode(entry.extensions)});
}

EntryFields entry_fields(const registry::RevokedCertificate& revoked) {
  const auto serial = der::integer(revoked.serial);
  EntryFields out{Bytes(serial.begin() + 2, serial.end()), der::time(revoked.revocation.at), {}, {}};
  if (revoked.revocation.reason != registry::Reason::unspecified) {
    const auto code = static_cast<std::uint8_t>(revoked.revocation.reason);
    out.extensions.push_back(
        {std::string(oid::reason_code), false, der::tlv(der::enumerated_tag, Bytes{code})});
  }
  return out;
}

}  // namespace tameshi::jlis::crl
