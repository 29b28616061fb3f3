#include "fake-jlis/registry/certificate_state.hpp"

namespace tameshi::jlis::registry {

CertificateState state_at(const Store& store, const Certificate& certificate, Instant at) {
  if (certificate.not_after < at) return CertificateState::expired;
  const auto status = store.status_of(certificate.id.authority, certificate.id.serial, at);
  if (!status || !status->revocation) return CertificateState::good;
  return status->revocation->reason == Reason::certificate_hold ? CertificateState::held
                                                                : CertificateState::revoked;
}

}  // namespace tameshi::jlis::registry
