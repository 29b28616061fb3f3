// What a certificate is worth at an instant.
#pragma once

#include "fake-jlis/registry/life.hpp"
#include "fake-jlis/registry/store.hpp"

namespace tameshi::jlis::registry {

// By date first: what has ended needs no revocation.
CertificateState state_at(const Store& store, const Certificate& certificate, Instant at);

}  // namespace tameshi::jlis::registry
