#include "fake-jlis/ocsp/service.hpp"

#include <algorithm>

#include "base/der_reader.hpp"
#include "base/openssl_digest.hpp"
#include "fake-jlis/ocsp/oids.hpp"

namespace tameshi::jlis::ocsp {
namespace {

// Longer requests are answered anew each time.
constexpr std::size_t longest_cached = 1024;

void refuse(Service::Prepared& out, ReplyStatus status, std::string because, std::string source) {
  out.reply = refusal(status);
  out.answered.status = status;
  out.answered.because = std::move(because);
  out.answered.source = std::move(source);
}

CertStatus unknown(Questioned& told, std::string_view because) {
  told.status = "unknown";
  told.because = because;
  return Unknown{};
}

CertStatus good(Questioned& told, std::string_view because) {
  told.status = "good";
  told.because = because;
  return Good{};
}

// OURS: reason unspecified is left out, as RFC 5280 §5.3.1 wants it in lists.
CertStatus revoked(Questioned& told, const registry::Revocation& revocation) {
  told.status = "revoked";
  told.reason = to_string(revocation.reason);
  told.because = "the registry has it revoked since " + tameshi::to_string(revocation.at);
  Revoked out{revocation.at, {}};
  if (revocation.reason != registry::Reason::unspecified)
    out.reason = static_cast<unsigned>(revocation.reason);
  return out;
}

Extension echoed(const Bytes& nonce) {
  return {std::string(nonce_oid), false, der::octet_string(nonce)};
}

std::vector<Issuer> checked(std::vector<Issuer> issuers) {
  if (issuers.empty()) throw Trouble("an OCSP responder without a CA", "", "give it at least one issuer");
  return issuers;
}

}  // namespace

Instant last_refresh(Instant now) {
  const auto since = now.time_since_epoch();
  return Instant(std::chrono::floor<std::chrono::duration<long, std::ratio<900>>>(since));
}

Service::Service(const Clock& clock, std::vector<Issuer> issuers, Lookup lookup)
    : clock_(clock), issuers_(checked(std::move(issuers))), lookup_(std::move(lookup)) {
  desks_.reserve(issuers_.size());
  for (const auto& issuer : issuers_) desks_.emplace_back(issuer);
}

Bytes Service::certificate_of(std::size_t desk, Instant at) const {
  const auto& issuer = issuers_[desk];
  const auto serial = responder_serial(issuer, at);
  const auto& drawer = desks_[desk];
  const std::lock_guard lock(*drawer.mutex);
  if (drawer.serial != serial) {
    drawer.certificate = signed_certificate(responder_certificate(issuer, at), issuer.key);
    drawer.serial = serial;
  }
  return drawer.certificate;
}

std::optional<std::size_t> Service::desk_of(Kind endpoint, const CertId& id) const {
  for (std::size_t i = 0; i < issuers_.size(); ++i) {
    if (issuers_[i].id.kind == endpoint && desks_[i].hashes.fit(id)) return i;
  }
  return std::nullopt;
}

// OURS: the generation of the first certificate that is one of ours; when none is, the newest one.
std::optional<std::size_t> Service::signing_desk(Kind endpoint, const OcspRequest& request) const {
  for (const auto& id : request.certificates) {
    if (const auto desk = desk_of(endpoint, id)) return desk;
  }
  std::optional<std::size_t> newest;
  for (std::size_t i = 0; i < issuers_.size(); ++i) {
    if (issuers_[i].id.kind != endpoint) continue;
    if (!newest || issuers_[*newest].id.generation < issuers_[i].id.generation) newest = i;
  }
  return newest;
}

CertStatus Service::status_of(const CertId& id, std::optional<std::size_t> desk, std::size_t signer,
                              Instant tick, Questioned& told) const {
  told.serial = hex(id.serial);
  if (!desk) return unknown(told, "the issuer is not one whom this endpoint serves");
  const auto& issuer = issuers_[*desk];
  told.authority = issuer.id;
  if (*desk != signer)
    return unknown(told, "one reply speaks for one generation, that of its first certificate");
  const auto serial = der::unsigned_in(id.serial);
  if (!serial) return unknown(told, "no such serial number was ever issued");
  if (*serial == responder_serial(issuer, tick)) return good(told, "it is the responder's own");
  const auto status = lookup_(issuer.id, *serial, tick);
  if (!status) return unknown(told, "no such serial number had been issued at the last refresh");
  if (status->revocation) return revoked(told, *status->revocation);
  return good(told, "issued and, at the last refresh, not revoked");
}

void sign_with(const openssl::PrivateKey& key, BasicResponse& basic) {
  basic.signature_algorithm = openssl::usual_algorithm(key);
  basic.sign = [key](ByteView data) { return openssl::sign_as_usual(key, data); };
}

void Service::fill_in(Kind endpoint, std::size_t signer, Prepared& out) const {
  const auto& request = *out.request;
  const auto& issuer = issuers_[signer];
  out.signer = &issuer;
  auto& basic = out.reply.basic.emplace();
  basic.data.responder = ByKey{openssl::sha1(issuer.responder_key.public_key_bits())};
  // Without a nonce the reply is the one that could have been made beforehand, RFC 5019 §2.2.
  basic.data.produced_at = request.nonce ? std::chrono::floor<std::chrono::seconds>(out.now) : out.tick;
  basic.data.responses.reserve(request.certificates.size());
  for (const auto& id : request.certificates) {
    Questioned told;
    auto status = status_of(id, desk_of(endpoint, id), signer, out.tick, told);
    basic.data.responses.push_back({id.der, std::move(status), out.tick, out.tick + refresh_every, {}});
    out.answered.questions.push_back(std::move(told));
  }
  if (request.nonce) basic.data.extensions.push_back(echoed(*request.nonce));
  sign_with(issuer.responder_key, basic);
  basic.certificates.emplace().push_back(certificate_of(signer, out.tick));
}

Service::Prepared Service::prepare(Kind endpoint, ByteView bytes, bool registered) const {
  Prepared out;
  out.now = clock_.now();
  out.tick = last_refresh(out.now);
  auto request = parse_request(bytes);
  const auto wrong = request ? std::string() : to_string(request.error());
  if (request) out.request = *std::move(request);
  if (!registered) {
    refuse(out, ReplyStatus::unauthorized, "the client is not registered", "facts/pki.md §2.3");
    return out;
  }
  if (!out.request) {
    refuse(out, ReplyStatus::malformed_request, wrong, "RFC 6960 §2.3");
    return out;
  }
  const auto signer = signing_desk(endpoint, *out.request);
  if (!signer) {
    refuse(out, ReplyStatus::unauthorized, "this responder speaks for no CA of that kind", "RFC 6960 §2.3");
    return out;
  }
  out.reply.type = basic_oid;
  out.answered.because = "status as of the last refresh, " + tameshi::to_string(out.tick);
  out.answered.source = "facts/pki.md §2.3";
  fill_in(endpoint, *signer, out);
  return out;
}

std::shared_ptr<const Answered> Service::answer(Kind endpoint, ByteView request, bool registered) {
  auto& cache = caches_[static_cast<std::size_t>(endpoint)];
  const bool may_be_cached = registered && request.size() <= longest_cached;
  if (may_be_cached) {
    if (auto kept = cache.find(text_of(request), last_refresh(clock_.now()))) return kept;
  }
  auto prepared = prepare(endpoint, request, registered);
  auto out = std::make_shared<Answered>(std::move(prepared.answered));
  out->body = encode(prepared.reply);
  if (prepared.reply.basic && !prepared.request->nonce) {
    out->caching = {prepared.tick, prepared.tick + refresh_every, hex(openssl::sha256(out->body))};
    if (may_be_cached) cache.keep(text_of(request), prepared.tick, out);
  }
  return out;
}

void Service::forget() {
  for (auto& cache : caches_) cache.forget();
}

}  // namespace tameshi::jlis::ocsp
