#include "base/openssl_verify.hpp"
#include "fake-jlis/platform/submission.hpp"

namespace tameshi::jlis::platform {

Verified<Bytes> signer_of(const Submission& submission) {
  if (submission.certificate.empty()) return refuse("no-certificate");
  if (submission.signature.empty()) return refuse("no-signature");
  if (!openssl::verifies(submission.certificate, "1.2.840.113549.1.1.11", submission.document,
                         submission.signature))
    return refuse("signature-wrong");
  return submission.certificate;
}

}  // namespace tameshi::jlis::platform
