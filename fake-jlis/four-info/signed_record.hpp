// What consents and withdrawals have in common when they are written down.
#pragma once

#include "fake-jlis/four-info/service.hpp"

namespace tameshi::jlis::four_info {

// By who signed what: the same again has the same id.
std::string application_id(const registry::Certificate& signer, ByteView text);

registry::Application evidence(const SignedApplication& application, const registry::Certificate& signer,
                               Instant received_at);

// Times of consents have whole seconds, as applications write them.
inline Instant whole_second(Instant instant) {
  return std::chrono::floor<std::chrono::seconds>(instant);
}

inline tl::unexpected<Refused> refused(Case when, std::string details = {}) {
  return tl::unexpected(Refused{when, std::move(details)});
}

}  // namespace tameshi::jlis::four_info
