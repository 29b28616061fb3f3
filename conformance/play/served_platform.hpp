// The platform operator of a run: it listens on this machine, and asks the run's J-LIS over the network like
// anybody else. The same seed gives the same journal.
#pragma once

#include <string>

#include "base/http_client.hpp"
#include "conformance/play/served_jlis.hpp"
#include "fake-jlis/platform/site.hpp"

namespace tameshi::play {

class ServedPlatform {
 public:
  // Takes the trust anchors from J-LIS. Trouble when that does not answer. With a witness no revocation list
  // is kept: each verification shows what it went by.
  ServedPlatform(ServedJlis& jlis, Office& office, const Clock& clock, std::uint64_t seed,
                 jlis::platform::Witness witness);

  // "http://127.0.0.1:41235".
  [[nodiscard]] const std::string& url() const { return url_; }

 private:
  HttpClient client_;
  jlis::platform::Operator operator_;
  jlis::platform::Site site_;
  jlis::http::Server server_;
  std::string url_;
};

}  // namespace tameshi::play
