// J-LIS's four-information service as a client calls it (facts/pki.md §4.5, OURS; four_info.yaml of
// fake-jlis/http).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "fake-jlis/platform/certificate.hpp"
#include "fake-jlis/platform/jlis_client.hpp"

namespace tameshi::jlis::platform {

// How that service names a certificate.
struct NamedSerial {
  std::string issuer_key;  // its subject key identifier, in hexadecimal
  std::string serial;      // in decimal
};
NamedSerial named(const Certificate& certificate, const Certificate& issuer);

// The XML of a consent or of a withdrawal, signed.
struct SignedText {
  Bytes text;
  Bytes signature;
  Bytes certificate;
};

struct Consent {
  std::string id;
  std::string until;
};

struct Withdrawal {
  std::uint64_t number = 0;
  std::string consent;
  std::string service;
  std::string at;
  std::string channel;
};

struct Withdrawals {
  std::vector<Withdrawal> all;
  std::uint64_t next = 0;  // to ask with the next time
};

enum class Latest : std::uint8_t { updated, no_change, unavailable };
std::string_view to_string(Latest latest);  // "no-change"

struct LatestInfo {
  Latest result = Latest::unavailable;
  std::map<std::string, std::string> items;  // what was consented to: "name", "nameSubstitutes", "address", …
  std::optional<NamedSerial> newer;          // whose items they are
  std::string not_after;
  std::string code;  // J-LIS's word for why there is nothing
  bool retryable = false;
  std::uint64_t fee = 0;  // yen
};

// The holder's handle for this operator, the same through all that person's certificates.
Verified<std::string> ask_person(const JlisClient& jlis, const NamedSerial& certificate);

// `provider` and `service` are the relying party's ids.
Verified<Consent> pass_consent(const JlisClient& jlis, const std::string& provider,
                               const std::string& service, const SignedText& application);
Verified<Withdrawal> pass_withdrawal(const JlisClient& jlis, const std::string& consent,
                                     const SignedText& application);
// Those after a number.
Verified<Withdrawals> ask_withdrawals(const JlisClient& jlis, const std::string& provider,
                                      std::uint64_t since);
Verified<LatestInfo> ask_latest(const JlisClient& jlis, const std::string& provider,
                                const std::string& service, const NamedSerial& certificate);

}  // namespace tameshi::jlis::platform
