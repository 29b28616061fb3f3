// What the tests of this room share: a J-LIS in which hanako lives, and a platform operator that asks it
// without sockets.
#pragma once

#include "fake-jlis/http/in_process.hpp"
#include "fake-jlis/http/test_world.hpp"
#include "fake-jlis/platform/status.hpp"
#include "fake-jlis/platform/trust_from.hpp"

namespace tameshi::jlis::platform::testing {

struct World : http::testing::World {
  JlisClient jlis{{"http://j-lis", Secret(), "platform"},
                  http::in_process([this](const http::Request& request) { return site.answer(request); })};
  Trust trust = value_or_trouble(trust_from(jlis));
  std::unique_ptr<StatusChecker> checker = new_checker();

  // One that has seen nothing yet.
  [[nodiscard]] std::unique_ptr<StatusChecker> new_checker() const {
    return std::make_unique<StatusChecker>(jlis, clock, repeatable_nonces(1));
  }

  [[nodiscard]] registry::Certificate certificate_of(Kind kind,
                                                     const std::string& resident = "hanako") const {
    const auto all = store->certificates_of(resident);
    for (auto one = all.rbegin(); one != all.rend(); ++one) {
      if (one->id.authority.kind == kind) return *one;
    }
    throw std::runtime_error("no such certificate");
  }
  [[nodiscard]] openssl::PrivateKey key_of(const registry::Certificate& certificate) {
    return value_or_trouble(pool.key(certificate.key));
  }

  // "good", "revoked", or the reason of a refusal.
  std::string state_of(Kind kind, StatusMethod method) {
    const auto path = check_path(certificate_of(kind).der, kind, trust, clock.now());
    if (!path) return path.error().reason;
    const auto state = checker->state_of(path->certificate, *path->issuer, kind, method);
    if (!state) return state.error().reason;
    return state->revoked ? "revoked" : "good";
  }
};

}  // namespace tameshi::jlis::platform::testing
