// The honest responder: bytes in, bytes out, and why. It knows no socket and no lie. Used from many threads.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "fake-jlis/ocsp/caching.hpp"
#include "fake-jlis/ocsp/reply.hpp"
#include "fake-jlis/ocsp/reply_cache.hpp"
#include "fake-jlis/ocsp/request.hpp"
#include "fake-jlis/ocsp/responder.hpp"
#include "fake-jlis/registry/status.hpp"

namespace tameshi::jlis::ocsp {

// The registry's word on a certificate as it was known at an instant; nothing when none was issued with this
// serial by then.
using Lookup =
    std::function<std::optional<registry::Status>(const registry::AuthorityId&, std::uint64_t, Instant)>;

// One certificate that was asked about, for journal, metrics and fees.
struct Questioned {
  std::optional<registry::AuthorityId> authority;  // nothing: an issuer that this endpoint does not serve
  std::string serial;                              // hexadecimal
  std::string status;                              // "good", "revoked", "unknown"
  std::string reason;                              // of a revocation: "certificate-hold"
  std::string because;
};

struct Answered {
  Bytes body;  // application/ocsp-response; HTTP's status is 200 whatever OCSP's is (RFC 6960 appendix A)
  ReplyStatus status = ReplyStatus::successful;
  std::string because;
  std::string source;
  std::vector<Questioned> questions;
  std::optional<Caching> caching;  // nothing: may not be cached
  std::vector<std::string> lies;   // that struck
};

// This key signs the reply, in the way that is its own.
void sign_with(const openssl::PrivateKey& key, BasicResponse& basic);

inline constexpr std::string_view media_type_of_requests = "application/ocsp-request";
inline constexpr std::string_view media_type_of_replies = "application/ocsp-response";

// The data behind the responder is refreshed every 15 minutes (facts/pki.md §2.1): at :00, :15, :30, :45.
inline constexpr std::chrono::minutes refresh_every{15};
Instant last_refresh(Instant now);

class Service {
 public:
  // Trouble without issuers.
  Service(const Clock& clock, std::vector<Issuer> issuers, Lookup lookup);

  // `endpoint`: whose responder was addressed; each CA has its own. `registered`: whether access control
  // knows the client.
  std::shared_ptr<const Answered> answer(Kind endpoint, ByteView request, bool registered = true);

  // The honest reply before it is encoded, with everything known about it but its body.
  struct Prepared {
    OcspReply reply;
    Answered answered;
    std::optional<OcspRequest> request;  // nothing: malformed
    const Issuer* signer = nullptr;      // nothing: nobody signs
    Instant now{};
    Instant tick{};
  };
  [[nodiscard]] Prepared prepare(Kind endpoint, ByteView request, bool registered) const;

  // Drops what is cached, for whoever changes the registry's past.
  void forget();

  [[nodiscard]] const std::vector<Issuer>& issuers() const { return issuers_; }

 private:
  struct Desk {
    explicit Desk(const Issuer& issuer) : hashes(issuer) {}

    IssuerHashes hashes;
    std::unique_ptr<std::mutex> mutex = std::make_unique<std::mutex>();
    mutable std::uint64_t serial = 0;
    mutable Bytes certificate;
  };
  [[nodiscard]] Bytes certificate_of(std::size_t desk, Instant at) const;
  // The issuer whom a CertID means, among those of the endpoint.
  [[nodiscard]] std::optional<std::size_t> desk_of(Kind endpoint, const CertId& id) const;
  [[nodiscard]] std::optional<std::size_t> signing_desk(Kind endpoint, const OcspRequest& request) const;
  [[nodiscard]] CertStatus status_of(const CertId& id, std::optional<std::size_t> desk, std::size_t signer,
                                     Instant tick, Questioned& told) const;
  void fill_in(Kind endpoint, std::size_t signer, Prepared& out) const;

  const Clock& clock_;
  std::vector<Issuer> issuers_;
  std::vector<Desk> desks_;  // one per issuer
  Lookup lookup_;
  std::array<ReplyCache, 2> caches_;  // one per endpoint
};

}  // namespace tameshi::jlis::ocsp
