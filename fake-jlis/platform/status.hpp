// Whether a certificate is revoked, by asking J-LIS: its responder, or its lists, which are kept for a day.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>

#include "fake-jlis/platform/crl_check.hpp"
#include "fake-jlis/platform/jlis_client.hpp"
#include "fake-jlis/platform/path.hpp"

namespace tameshi::jlis::platform {

enum class StatusMethod : std::uint8_t { ocsp, crl };
std::string_view to_string(StatusMethod method);
std::optional<StatusMethod> status_method_from(std::string_view word);

struct StatusRules {
  OcspRules ocsp;
  ListRules lists;
  std::chrono::milliseconds list_lasts =
      std::chrono::hours{24};  // from its thisUpdate; then the next one is fetched
};

// 32 octets that nobody can foretell (RFC 8954 §2.1); in a run that must repeat, from its seed.
using NonceSource = std::function<Bytes()>;
NonceSource random_nonces();
NonceSource repeatable_nonces(std::uint64_t seed);

// Safe to use from several threads.
class StatusChecker {
 public:
  StatusChecker(const JlisClient& jlis, const Clock& clock, NonceSource nonces, StatusRules rules = {})
      : jlis_(jlis), clock_(clock), nonces_(std::move(nonces)), rules_(rules) {}

  // What J-LIS says of it; a refusal when that cannot be known. Fails closed.
  Verified<RevocationState> state_of(const Certificate& certificate, const Certificate& issuer, Kind kind,
                                     StatusMethod method);

 private:
  Verified<RevocationState> by_ocsp(const Certificate& certificate, const Certificate& issuer, Kind kind,
                                    bool of_responder);
  Verified<RevocationState> by_list(const Certificate& certificate, const Certificate& issuer);
  Verified<std::shared_ptr<const CheckedList>> list_for(const ListQuestion& question);
  Verified<std::string> path_for(const ListQuestion& question);

  const JlisClient& jlis_;
  const Clock& clock_;
  NonceSource nonces_;
  StatusRules rules_;
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const CheckedList>> lists_;  // by path
};

// A certificate that is revoked or on hold is refused.
Verified<void> must_be_good(const RevocationState& state);

// "affiliation-changed".
std::string reason_in_words(const RevocationState& state);

}  // namespace tameshi::jlis::platform
