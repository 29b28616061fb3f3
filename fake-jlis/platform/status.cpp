#include "fake-jlis/platform/status.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>

#include "base/mutant.hpp"
#include "base/openssl.hpp"
#include "base/openssl_random.hpp"

namespace tameshi::jlis::platform {

std::string_view to_string(StatusMethod method) {
  return method == StatusMethod::ocsp ? "ocsp" : "crl";
}

std::optional<StatusMethod> status_method_from(std::string_view word) {
  if (word == "ocsp") return StatusMethod::ocsp;
  if (word == "crl") return StatusMethod::crl;
  return std::nullopt;
}

NonceSource random_nonces() {
  return [] { return openssl::random_bytes(32); };
}

NonceSource repeatable_nonces(std::uint64_t seed) {
  return [seed, count = std::make_shared<std::atomic<std::uint64_t>>(0)] {
    return openssl::sha256(bytes_of(fmt::format("nonce {} of seed {}", ++*count, seed)));
  };
}

Verified<RevocationState> StatusChecker::state_of(const Certificate& certificate, const Certificate& issuer,
                                                  Kind kind, StatusMethod method) {
  if (method == StatusMethod::crl) return by_list(certificate, issuer);
  return by_ocsp(certificate, issuer, kind, false);
}

// A responder whose certificate has no nocheck is asked about, once; what it says of itself then stands.
Verified<RevocationState> StatusChecker::by_ocsp(const Certificate& certificate, const Certificate& issuer,
                                                 Kind kind, bool of_responder) {
  const OcspQuestion question{certificate, issuer, nonces_()};
  const auto reply = jlis_.ask_ocsp(kind, ocsp_request(question));
  if (!reply) return tl::unexpected(reply.error());
  auto state = check_ocsp_reply(*reply, question, rules_.ocsp, clock_.now());
  if (!state || !state->responder || of_responder || mutant("never-asks-about-the-responder")) return state;
  const auto own = by_ocsp(*state->responder, issuer, kind, true);
  if (!own) return tl::unexpected(own.error());
  if (own->revoked) return refuse("ocsp-not-authorised", "the responder's certificate is revoked");
  return state;
}

Verified<std::string> StatusChecker::path_for(const ListQuestion& question) {
  const auto addresses = jlis_.list_addresses();
  if (!addresses) return tl::unexpected(addresses.error());
  const auto found = std::find_if(addresses->begin(), addresses->end(), [&](const ListAddress& one) {
    return question.issuer.subject_key == one.key_identifier &&
           (one.name == question.list_name || mutant("takes-the-first-list"));
  });
  if (found == addresses->end()) return refuse("crl-unreachable", "the index names no such list");
  return found->path;
}

Verified<std::shared_ptr<const CheckedList>> StatusChecker::list_for(const ListQuestion& question) {
  const auto path = path_for(question);
  if (!path) return tl::unexpected(path.error());
  const std::lock_guard lock(mutex_);
  auto& kept = lists_[*path];
  if (kept &&
      clock_.now() < kept->this_update + rules_.list_lasts * (mutant("keeps-a-list-for-a-week") ? 7 : 1) &&
      clock_.now() >= kept->this_update)
    return kept;
  const auto bytes = jlis_.fetch_list(*path);
  if (!bytes) return tl::unexpected(bytes.error());
  auto list = check_list(*bytes, question, rules_.lists, kept.get(), clock_.now());
  if (!list) return tl::unexpected(list.error());
  kept = std::make_shared<const CheckedList>(*std::move(list));
  return kept;
}

// The list of the certificate's own point; the full one where it names none that is understood.
Verified<RevocationState> StatusChecker::by_list(const Certificate& certificate, const Certificate& issuer) {
  const auto list = list_for({issuer, certificate.list_name});
  if (!list) return tl::unexpected(list.error());
  return state_in(**list, certificate);
}

std::string reason_in_words(const RevocationState& state) {
  if (!state.reason) return "unspecified";
  return std::string(registry::to_string(static_cast<registry::Reason>(*state.reason)));
}

Verified<void> must_be_good(const RevocationState& state) {
  if (!state.revoked || (mutant("takes-on-hold-for-good") && state.on_hold())) return {};
  if (mutant("ignores-revocations-without-a-reason") && !state.reason) return {};
  if (mutant("forgives-a-move") && reason_in_words(state) == "affiliation-changed") return {};
  const auto detail =
      fmt::format("{} since {}", reason_in_words(state), tameshi::to_string(state.revoked_at));
  return refuse(state.on_hold() ? "certificate-on-hold" : "certificate-revoked", detail);
}

}  // namespace tameshi::jlis::platform
