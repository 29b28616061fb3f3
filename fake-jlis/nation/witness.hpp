// What a client of the fake J-LIS sees. Cheaply: the values of which answers are made; and really: bytes over
// HTTP, taken apart and verified by the strict reader of ../platform.
#pragma once

#include "fake-jlis/nation/invariants.hpp"
#include "fake-jlis/nation/realm.hpp"
#include "fake-jlis/platform/crl_check.hpp"

namespace tameshi::jlis::nation {

class Witness {
 public:
  explicit Witness(Realm& realm);

  // In their order, as OCSP has it now; many in one request.
  [[nodiscard]] std::vector<Sight> ask(std::span<const Watched* const> certificates) const;
  // The answer that a verifier gets about this one, or why a careful one refuses it.
  [[nodiscard]] platform::Verified<Sight> ask_really(const Watched& certificate) const;

  // The list on which this certificate would be, as it was published last.
  [[nodiscard]] ListView list(const Watched& one) const;
  platform::Verified<ListView> list_really(const Watched& one);

 private:
  [[nodiscard]] platform::Verified<platform::Path> path_of(const Watched& one) const;

  Realm& realm_;
  std::map<registry::AuthorityId, Bytes> cert_id_heads_;  // of a CertID, all but the serial
  std::map<std::string, platform::CheckedList> had_;      // the last real one of each
};

// By which the lists of municipalities are told apart: "signature/3/81101".
std::string list_name(const Watched& one);

}  // namespace tameshi::jlis::nation
