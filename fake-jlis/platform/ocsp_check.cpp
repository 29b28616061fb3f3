#include "fake-jlis/platform/ocsp_check.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/der.hpp"
#include "base/mutant.hpp"
#include "base/openssl.hpp"
#include "base/openssl_verify.hpp"
#include "fake-jlis/platform/ocsp_signer.hpp"
#include "fake-jlis/platform/path.hpp"

namespace tameshi::jlis::platform {
namespace {

constexpr std::string_view sha1_oid = "1.3.14.3.2.26";
constexpr std::string_view sha256_oid = "2.16.840.1.101.3.4.2.1";
constexpr std::string_view nonce_oid = "1.3.6.1.5.5.7.48.1.2";

Bytes hash_by(std::string_view oid, ByteView data) {
  if (oid == sha1_oid) return openssl::sha1(data);
  return oid == sha256_oid ? openssl::sha256(data) : Bytes{};
}

bool is_about(const ReadCertId& id, const OcspQuestion& question) {
  if (mutant("finds-answers-by-serial-number-alone")) return id.serial == question.certificate.serial;
  if (mutant("knows-the-hash-it-asked-by-alone") && id.hash != sha1_oid) return false;
  const auto name = hash_by(id.hash, question.issuer.subject);
  return !name.empty() && id.name_hash == name && id.key_hash == hash_by(id.hash, question.issuer.key.bits) &&
         id.serial == question.certificate.serial;
}

bool same_state(const ReadAnswer& a, const ReadAnswer& b) {
  return a.state == b.state && a.revoked_at == b.revoked_at && a.reason == b.reason;
}

// Answers that nobody asked for may come along; two about the same certificate must agree.
Verified<const ReadAnswer*> answer_about(const ReadBasicResponse& basic, const OcspQuestion& question) {
  const ReadAnswer* found = nullptr;
  for (const auto& answer : basic.answers) {
    if (!is_about(answer.id, question) && !mutant("takes-the-first-answer")) continue;
    if (mutant("takes-the-first-answer")) return &answer;
    if (found != nullptr && !same_state(*found, answer) && !mutant("takes-the-last-of-two-answers"))
      return refuse("ocsp-not-about-it", "two answers contradict each other");
    found = &answer;
  }
  if (found == nullptr) return refuse("ocsp-not-about-it", "no answer is about this certificate");
  return found;
}

Verified<void> check_nonce(const ReadBasicResponse& basic, const OcspQuestion& question) {
  if (question.nonce.empty()) return {};
  const auto* nonce = find_extension(basic.extensions, nonce_oid);
  if (nonce == nullptr && mutant("does-not-miss-the-nonce")) return {};
  if (nonce == nullptr) return refuse("ocsp-nonce", "there is none");
  if (nonce->value != der::octet_string(question.nonce) && !mutant("does-not-compare-the-nonce"))
    return refuse("ocsp-nonce", "it is another");
  return {};
}

// What is critical must be understood; of the others that are known, that they are what they should be.
Verified<void> check_extensions(const std::vector<Extension>& extensions, std::string_view known) {
  constexpr std::string_view archive_cutoff = "1.3.6.1.5.5.7.48.1.6";
  for (const auto& extension : extensions) {
    if (extension.critical && extension.oid != known && !mutant("ignores-critical-extensions-of-answers"))
      return refuse("ocsp-malformed",
                    fmt::format("a critical extension that is not understood, {}", extension.oid));
    if (extension.oid != archive_cutoff) continue;
    der::Reader reader(extension.value);
    if (!reader.next(der::generalized_time_tag, "the archive cutoff"))
      return refuse("ocsp-malformed", "the archive cutoff is no time");
  }
  return {};
}

Verified<void> check_fresh(const ReadBasicResponse& basic, const ReadAnswer& answer, const OcspRules& rules,
                           Instant now) {
  const auto stale = [](std::string_view what, Instant when) {
    return refuse("ocsp-stale", fmt::format("{} {}", what, to_string(when)));
  };
  if (mutant("never-looks-at-the-answers-times")) return {};
  if (answer.this_update > now + rules.skew) return stale("it will be true at", answer.this_update);
  if (answer.this_update < now - rules.oldest) return stale("it was true at", answer.this_update);
  if (basic.produced_at > now + rules.skew && !mutant("takes-an-answer-made-in-the-future"))
    return stale("it will be made at", basic.produced_at);
  if (basic.produced_at + rules.skew < answer.this_update &&
      !mutant("takes-an-answer-made-before-it-was-true"))
    return stale("it was made before, at", basic.produced_at);
  if (!answer.next_update && mutant("wants-to-know-when-there-is-newer")) return refuse("ocsp-stale");
  if (!answer.next_update) return {};
  if (*answer.next_update < answer.this_update)
    return stale("it ended before it began, at", *answer.next_update);
  if (*answer.next_update + rules.skew < now && !mutant("ignores-the-answers-end"))
    return stale("there is newer since", *answer.next_update);
  if (*answer.next_update - answer.this_update > rules.longest_promise &&
      !mutant("takes-an-answer-that-promises-too-much"))
    return stale("it promises too much, until", *answer.next_update);
  return {};
}

Verified<RevocationState> state_of(const ReadAnswer& answer, OcspSigner signer) {
  if (answer.state == CertState::unknown) return refuse("status-unknown");
  RevocationState out{answer.state == CertState::revoked, answer.revoked_at, answer.reason,
                      answer.this_update};
  if (signer.to_be_checked) out.responder = std::move(signer.certificate);
  return out;
}

#define CHECK(...) \
  if (const auto checked = (__VA_ARGS__); !checked) return tl::unexpected(checked.error())

Verified<RevocationState> check_basic(const ReadBasicResponse& basic, const OcspQuestion& question,
                                      const OcspRules& rules, Instant now) {
  auto signer = find_ocsp_signer(basic, question.issuer, now);
  if (!signer) return tl::unexpected(signer.error());
  if (!is_strong_algorithm(basic.signed_by.oid))
    return refuse("ocsp-forged", fmt::format("algorithm {}", basic.signed_by.oid));
  if (!openssl::verifies(signer->certificate.der, basic.signed_by.oid, basic.to_be_signed, basic.signature) &&
      !mutant("never-verifies-answers"))
    return refuse("ocsp-forged");
  CHECK(check_extensions(basic.extensions, nonce_oid));
  CHECK(check_nonce(basic, question));
  const auto answer = answer_about(basic, question);
  if (!answer && mutant("takes-no-answer-for-good")) return RevocationState{};
  if (!answer) return tl::unexpected(answer.error());
  CHECK(check_extensions((*answer)->extensions, ""));
  CHECK(check_fresh(basic, **answer, rules, now));
  return state_of(**answer, *std::move(signer));
}

}  // namespace

Bytes ocsp_request(const OcspQuestion& question) {
  const auto id = der::sequence({der::sequence({der::oid(sha1_oid), der::null()}),
                                 der::octet_string(openssl::sha1(question.issuer.subject)),
                                 der::octet_string(openssl::sha1(question.issuer.key.bits)),
                                 der::tlv(der::integer_tag, question.certificate.serial)});
  const auto list = der::sequence({der::sequence({id})});
  if (question.nonce.empty()) return der::sequence({der::sequence({list})});
  const auto nonce =
      der::sequence({der::oid(nonce_oid), der::octet_string(der::octet_string(question.nonce))});
  return der::sequence({der::sequence({list, der::context(2, der::sequence({nonce}))})});
}

Verified<RevocationState> check_ocsp_reply(ByteView bytes, const OcspQuestion& question,
                                           const OcspRules& rules, Instant now) {
  const auto reply = read_ocsp_reply(bytes);
  if (!reply) return refuse("ocsp-malformed", reply.error());
  if (!reply->basic) return refuse("ocsp-refused", std::string(ocsp_status_in_words(reply->status)));
  return check_basic(*reply->basic, question, rules, now);
}

}  // namespace tameshi::jlis::platform
