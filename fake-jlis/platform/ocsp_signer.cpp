#include "fake-jlis/platform/ocsp_signer.hpp"

#include <algorithm>

#include "base/mutant.hpp"
#include "base/openssl.hpp"
#include "base/openssl_verify.hpp"
#include "fake-jlis/platform/name.hpp"
#include "fake-jlis/platform/path.hpp"

namespace tameshi::jlis::platform {
namespace {

bool is_named(const ReadBasicResponse& basic, const Certificate& certificate) {
  if (mutant("takes-whatever-certificate-comes-for-the-responders")) return true;
  if (basic.responder_name) return *basic.responder_name == certificate.subject;
  return basic.responder_key == openssl::sha1(certificate.key.bits);
}

tl::unexpected<Refusal> not_authorised(std::string_view why) {
  return refuse("ocsp-not-authorised", std::string(why));
}

bool has(const std::vector<std::string>& purposes, std::string_view one) {
  return std::find(purposes.begin(), purposes.end(), one) != purposes.end();
}

Verified<void> check_delegate(const Certificate& delegate, const Certificate& issuer, Instant now) {
  if (mutant("never-looks-at-the-responders-certificate")) return {};
  if (!same_name(delegate.issuer, issuer.subject))
    return not_authorised("another authority certified the responder");
  const bool is_certified =
      is_strong_algorithm(delegate.signed_by.oid) &&
      openssl::verifies(issuer.der, delegate.signed_by.oid, delegate.to_be_signed, delegate.signature);
  if (!is_certified && !mutant("takes-a-responder-that-nobody-certified"))
    return not_authorised("the certificate's authority has not certified the responder");
  if ((now < delegate.not_before || now >= delegate.not_after + std::chrono::seconds(1)))
    return not_authorised("the responder's certificate is not of now");
  if (!has(delegate.purposes, oid::ocsp_signing) && !mutant("takes-a-responder-without-the-purpose"))
    return not_authorised("the responder is not certified for OCSP");
  if (delegate.key_usage && (*delegate.key_usage & usage::digital_signature) == 0 &&
      !mutant("takes-a-responder-whose-key-is-not-for-signatures"))
    return not_authorised("the responder's key is not for signatures");
  return {};
}

}  // namespace

Verified<OcspSigner> find_ocsp_signer(const ReadBasicResponse& basic, const Certificate& issuer,
                                      Instant now) {
  auto why = not_authorised("no certificate of the responder came along");
  for (const auto& der : basic.certificates) {
    auto delegate = read_certificate(der);
    if (!delegate) return refuse("ocsp-malformed", delegate.error());
    if (!is_named(basic, *delegate) || delegate->der == issuer.der) continue;
    if (const auto checked = check_delegate(*delegate, issuer, now); !checked) {
      why = tl::unexpected(checked.error());
      continue;
    }
    if ((basic.produced_at < delegate->not_before || basic.produced_at > delegate->not_after) &&
        !mutant("never-looks-at-the-answers-times"))
      return not_authorised("the answer is older or younger than its responder's certificate");
    const bool to_be_checked = delegate->extension(oid::no_check) == nullptr;
    return OcspSigner{*std::move(delegate), to_be_checked};
  }
  if (is_named(basic, issuer)) return OcspSigner{issuer, false};
  return why;
}

}  // namespace tameshi::jlis::platform
