// What is answered to who asks, for an old serial, how things are now. Pure: what is known comes in.
#pragma once

#include "fake-jlis/four-info/consent.hpp"
#include "fake-jlis/four-info/reason.hpp"
#include "fake-jlis/registry/life.hpp"

namespace tameshi::jlis::four_info {

// A signature certificate as the service sees it at an instant.
struct Signature {
  registry::Certificate certificate;
  registry::CertificateState state = registry::CertificateState::good;
  bool synced = true;
};

struct Known {
  std::optional<registry::Certificate> asked;  // nothing: no certificate of that serial
  std::vector<Signature> signatures;           // of its holder, `asked` among them, in the order of issue
  std::vector<registry::Consent> consents;     // to the service that asks, in the order of acceptance
};

struct Latest {
  Case when = Case::unknown_serial;
  std::optional<registry::Certificate> newer;  // when `newer`
  std::vector<Item> items;                     // that were consented to
};

Latest latest(const Known& known, Instant at);

}  // namespace tameshi::jlis::four_info
