#include "fake-jlis/four-info/signed_record.hpp"

#include "base/openssl.hpp"

namespace tameshi::jlis::four_info {

std::string application_id(const registry::Certificate& signer, ByteView text) {
  return hex(openssl::sha256(concat({bytes_of(registry::to_string(signer.id) + "\n"), text})));
}

registry::Application evidence(const SignedApplication& application, const registry::Certificate& signer,
                               Instant received_at) {
  return {application_id(signer, application.text),
          signer.resident,
          signer.id,
          received_at,
          application.text,
          application.signature};
}

}  // namespace tameshi::jlis::four_info
