#include "base/mutant.hpp"
#include "base/openssl_verify.hpp"
#include "fake-jlis/documents/cms.hpp"
#include "fake-jlis/documents/pdf_signature.hpp"
#include "fake-jlis/documents/raw.hpp"
#include "fake-jlis/documents/xml_signature.hpp"
#include "fake-jlis/platform/submission.hpp"

namespace tameshi::jlis::platform {
namespace {

using documents::Findings;
using documents::FoundSignature;

tl::unexpected<Refusal> refuse(const documents::Fault& fault) {
  return platform::refuse(fault.name, fault.detail);
}

Findings findings_in(const Submission& submission) {
  switch (submission.format) {
    case Format::cms:
      return documents::read_cms(submission.document);
    case Format::cms_detached:
      return documents::read_cms(submission.signature, submission.document);
    case Format::xml:
      return documents::read_xml(submission.document);
    case Format::pdf:
      return documents::read_pdf(submission.document);
    default:
      break;
  }
  const auto form = submission.format == Format::raw_no_digest_info ? documents::Format::raw_no_digest_info
                                                                    : documents::Format::raw;
  return documents::read_raw(form, submission.signature, submission.document, submission.certificate);
}

bool covers_all(const FoundSignature& signature) {
  return std::any_of(signature.covers.begin(), signature.covers.end(),
                     [](const documents::Covered& one) { return one.whole; });
}

Verified<Bytes> signer_of_digest(const Submission& submission) {
  const auto digest = from_hex(text_of(submission.document));
  if (!digest || !openssl::verifies_sha256_digest(submission.certificate, *digest, submission.signature))
    return platform::refuse("signature-mismatch");
  return submission.certificate;
}

// Bugs that pass over one fault of a signature. What was found before it stands.
bool forgives(std::string_view fault) {
  return (mutant("takes-an-altered-document") && fault == "digest-mismatch") ||
         (mutant("never-verifies-signatures") && fault == "signature-mismatch") ||
         (mutant("takes-garbage-behind-the-hash") && fault == "padding-with-garbage-after-hash") ||
         (mutant("takes-a-hash-without-digest-info") && fault == "no-digest-info") ||
         (mutant("takes-digest-info-of-another-hash") && fault == "digest-info-of-another-hash") ||
         (mutant("takes-digest-info-with-garbage-in-it") &&
          fault == "digest-info-with-garbage-in-parameters") ||
         (mutant("takes-digest-info-without-parameters") && fault == "digest-info-without-parameters") ||
         (mutant("takes-digest-info-that-is-not-der") && fault == "digest-info-not-der") ||
         (mutant("does-not-miss-signed-attributes") && fault == "signed-attributes-missing") ||
         (mutant("takes-wrong-signed-attributes") && fault == "signed-attributes-wrong") ||
         (mutant("takes-what-was-added-behind") && fault == "changed-after-signing");
}

bool takes_less(Format format) {
  return format == Format::xml ? mutant("takes-a-part-for-the-whole") : mutant("takes-what-was-added-behind");
}

}  // namespace

// Somebody may have signed first and somebody else later; then it is nobody's application.
Verified<Bytes> signer_of(const Submission& submission) {
  const bool apart = submission.format == Format::raw || submission.format == Format::raw_no_digest_info ||
                     submission.format == Format::digest;
  if (apart && submission.certificate.empty()) return platform::refuse("no-certificate");
  if (submission.format == Format::digest) return signer_of_digest(submission);
  if (mutant("reads-no-xml") && submission.format == Format::xml) return platform::refuse("no-signature");
  const auto found = findings_in(submission);
  if (found.fault) return refuse(*found.fault);
  if (found.signatures.empty()) return platform::refuse("no-signature");
  for (const auto& one : found.signatures) {
    if (one.fault && !forgives(one.fault->name)) return refuse(*one.fault);
    if (mutant("accepts-the-first-signature-only")) return *one.certificate;
  }
  const auto& first = found.signatures.front();
  for (const auto& one : found.signatures) {
    if (one.certificate != first.certificate) return platform::refuse("several-signers");
  }
  const bool is_whole = std::any_of(found.signatures.begin(), found.signatures.end(), covers_all);
  if (!is_whole && !takes_less(submission.format)) return platform::refuse("not-all-signed");
  return first.certificate.value();
}

}  // namespace tameshi::jlis::platform
