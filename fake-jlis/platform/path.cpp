#include "fake-jlis/platform/path.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "base/mutant.hpp"
#include "base/openssl_verify.hpp"
#include "fake-jlis/platform/name.hpp"

namespace tameshi::jlis::platform {
namespace {

constexpr std::array<std::string_view, 6> strong_algorithms{"1.2.840.113549.1.1.11", "1.2.840.113549.1.1.12",
                                                            "1.2.840.113549.1.1.13", "1.2.840.10045.4.3.2",
                                                            "1.2.840.10045.4.3.3",   "1.2.840.10045.4.3.4"};

// Understood and looked at; any other critical extension is not.
constexpr std::array<std::string_view, 10> understood{oid::key_usage,
                                                      oid::basic_constraints,
                                                      oid::purposes,
                                                      oid::policies,
                                                      oid::authority_key,
                                                      oid::subject_key,
                                                      oid::subject_alternative,
                                                      oid::issuer_alternative,
                                                      oid::list_points,
                                                      oid::authority_access};

template <typename All>
bool contains(const All& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

// RFC 5280 §4.2.1.1: by key where it is said, by name and serial where they are.
bool names(const AuthorityKeyIdentifier& identifier, const Certificate& anchor) {
  if (identifier.key && identifier.key != anchor.subject_key &&
      !mutant("ignores-the-authoritys-key-identifier"))
    return false;
  if (identifier.issuer && !same_name(*identifier.issuer, anchor.issuer)) return false;
  return !identifier.serial || identifier.serial == anchor.serial;
}

// All generations share one name, so that several may fit where no key is said.
std::vector<const Certificate*> candidates(const Certificate& certificate, const KindTrust& trust) {
  std::vector<const Certificate*> out;
  for (const auto& anchor : trust.anchors) {
    if (!same_name(anchor.subject, certificate.issuer)) continue;
    if (mutant("knows-only-the-newest-authority") && &anchor != &trust.anchors.back()) continue;
    if (!certificate.authority_key || names(*certificate.authority_key, anchor)) out.push_back(&anchor);
  }
  return out;
}

bool is_signed_by(const Certificate& certificate, const Certificate& issuer) {
  if (mutant("matches-issuer-by-name")) return true;
  return openssl::verifies(issuer.der, certificate.signed_by.oid, certificate.to_be_signed,
                           certificate.signature);
}

const Certificate* signer_among(const std::vector<const Certificate*>& anchors,
                                const Certificate& certificate) {
  const auto found = std::find_if(anchors.begin(), anchors.end(), [&](const Certificate* anchor) {
    return is_signed_by(certificate, *anchor);
  });
  return found == anchors.end() ? nullptr : *found;
}

Kind other(Kind kind) {
  return kind == Kind::signature ? Kind::authentication : Kind::signature;
}

Verified<const Certificate*> find_issuer(const Certificate& certificate, Kind wanted, const Trust& trust) {
  const auto anchors = candidates(certificate, trust.of(wanted));
  if (!is_strong_algorithm(certificate.signed_by.oid))
    return refuse("weak-certificate-algorithm", fmt::format("algorithm {}", certificate.signed_by.oid));
  if (const auto* issuer = signer_among(anchors, certificate)) return issuer;
  if (signer_among(candidates(certificate, trust.of(other(wanted))), certificate) != nullptr)
    return refuse("wrong-kind", fmt::format("a certificate for {} is needed", to_string(wanted)));
  if (mutant("takes-the-other-kind-of-certificate")) {
    if (const auto* issuer = signer_among(candidates(certificate, trust.of(other(wanted))), certificate))
      return issuer;
  }
  if (anchors.empty()) return refuse("unknown-authority");
  return refuse("certificate-forged");
}

Verified<void> check_time(const Certificate& certificate, const Certificate& issuer, Instant now) {
  if ((now < issuer.not_before || now >= issuer.not_after + std::chrono::seconds(1)))
    return refuse("authority-expired", fmt::format("until {}", to_string(issuer.not_after)));
  if (now < certificate.not_before && !mutant("ignores-not-before"))
    return refuse("certificate-not-yet-valid", fmt::format("from {}", to_string(certificate.not_before)));
  // The last second is within (RFC 5280 §4.1.2.5).
  if (now >= certificate.not_after + (mutant("ends-a-second-early") ? std::chrono::seconds(0)
                                      : mutant("ends-a-day-late")   ? std::chrono::hours(24)
                                                                    : std::chrono::seconds(1)) &&
      !mutant("ignores-expiry"))
    return refuse("certificate-expired", fmt::format("until {}", to_string(certificate.not_after)));
  return {};
}

Verified<void> check_extensions(const Certificate& certificate) {
  for (const auto& extension : certificate.extensions) {
    if (extension.critical && !contains(understood, extension.oid) &&
        !mutant("ignores-unknown-critical-extensions"))
      return refuse("unknown-critical-extension", extension.oid);
  }
  return {};
}

// Nobody's but a CA's or a responder's.
Verified<void> check_end_entity(const Certificate& certificate, const Certificate& issuer) {
  if (certificate.basic_constraints && certificate.basic_constraints->authority &&
      !mutant("takes-an-authority-for-a-person"))
    return refuse("not-an-end-entity", "the basicConstraints say CA");
  if ((certificate.extension(oid::no_check) != nullptr ||
       contains(certificate.purposes, oid::ocsp_signing)) &&
      !mutant("takes-a-responder-for-a-person"))
    return refuse("not-an-end-entity", "it is a responder's");
  if (certificate.extension(oid::name_constraints) != nullptr)
    return refuse("not-an-end-entity", "it has nameConstraints");
  if (same_name(certificate.subject, issuer.subject) && !mutant("takes-the-authoritys-own-name"))
    return refuse("not-an-end-entity", "it has the authority's own name");
  if (certificate.key.info == issuer.key.info && !mutant("takes-the-authoritys-own-key"))
    return refuse("not-an-end-entity", "it has the authority's own key");
  return {};
}

// facts/pki.md §1.4 (1) and (2), §1.5: exactly these.
Verified<void> check_usage(const Certificate& certificate, Kind kind) {
  const auto wanted =
      kind == Kind::signature ? usage::digital_signature | usage::non_repudiation : usage::digital_signature;
  if (certificate.key_usage != wanted && !mutant("ignores-key-usage"))
    return refuse("wrong-key-usage", "the keyUsage is another");
  const auto& purposes = certificate.purposes;
  if (kind == Kind::signature && !purposes.empty() && !mutant("takes-signature-certificates-with-purposes"))
    return refuse("wrong-key-usage", "a signature certificate has no extendedKeyUsage");
  if (!purposes.empty() && !contains(purposes, oid::client_authentication) &&
      !contains(purposes, oid::any_purpose) && !mutant("ignores-extended-key-usage"))
    return refuse("wrong-key-usage", "the extendedKeyUsage has no clientAuth");
  return {};
}

Verified<std::string> accepted_policy(const Certificate& certificate, const KindTrust& trust) {
  for (const auto& policy : certificate.policies) {
    if (contains(trust.policies, policy)) return policy;
    if (mutant("takes-policies-by-their-beginning") && policy.starts_with("1.2.392.200149.8.5.1."))
      return policy;
  }
  if (mutant("ignores-the-policy") || mutant("takes-the-other-kind-of-certificate"))
    return trust.policies.front();
  return refuse("wrong-policy", certificate.policies.empty()
                                    ? "there is none"
                                    : fmt::format("{}", fmt::join(certificate.policies, ", ")));
}

}  // namespace

bool is_strong(const PublicKey& key) {
  constexpr std::size_t fewest_bits = 2048;
  constexpr std::uint64_t smallest_exponent = 65537;
  if (key.algorithm.oid == oid::elliptic) return key.algorithm.curve == oid::p384;
  return key.algorithm.oid == oid::rsa && key.algorithm.curve.empty() && key.modulus_bits >= fewest_bits &&
         key.exponent >= smallest_exponent && key.exponent % 2 == 1;
}

bool is_strong_algorithm(std::string_view oid) {
  return contains(strong_algorithms, oid);
}

Result<void> add_anchor(Trust& trust, Kind kind, ByteView der) {
  TRY(auto anchor, read_certificate(der));
  const bool is_authority = anchor.basic_constraints && anchor.basic_constraints->authority &&
                            anchor.key_usage && (*anchor.key_usage & usage::certificate_sign) != 0;
  if (!is_authority)
    return failure("a trust anchor must be a CA's certificate", "", "take it from /ca/index.json");
  if (!is_signed_by(anchor, anchor)) return failure("a trust anchor must be signed by itself", "", "");
  (kind == Kind::signature ? trust.signature : trust.authentication).anchors.push_back(std::move(anchor));
  return {};
}

#define CHECK(...) \
  if (const auto checked = (__VA_ARGS__); !checked) return tl::unexpected(checked.error())

Verified<Path> check_path(ByteView der, Kind wanted, const Trust& trust, Instant now) {
  auto certificate = read_certificate(der);
  if (!certificate) return refuse("certificate-malformed", certificate.error());
  const auto issuer = find_issuer(*certificate, wanted, trust);
  if (!issuer) return tl::unexpected(issuer.error());
  CHECK(check_time(*certificate, **issuer, now));
  CHECK(check_end_entity(*certificate, **issuer));
  CHECK(check_extensions(*certificate));
  if (!mutant("takes-the-other-kind-of-certificate")) {
    CHECK(check_usage(*certificate, wanted));
  }
  const auto policy = accepted_policy(*certificate, trust.of(wanted));
  if (!policy) return tl::unexpected(policy.error());
  if (!is_strong(certificate->key) && !mutant("ignores-weak-keys")) return refuse("weak-key");
  return Path{*std::move(certificate), *issuer, wanted, contains(trust.mobile_policies, *policy)};
}

}  // namespace tameshi::jlis::platform
