// The fake J-LIS of a run, for whoever asks it, over the network or without; what it was asked is in the
// journal.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/journal.hpp"
#include "conformance/play/office.hpp"
#include "fake-jlis/http/server.hpp"
#include "fake-jlis/http/site.hpp"

namespace tameshi::play {

class ServedJlis {
 public:
  ServedJlis(Office& office, const Clock& clock, Journal& journal);

  // Without the network.
  jlis::http::Reply answer(const jlis::http::Request& request) { return site_.answer(request); }
  // Where it listens on this machine, from the first call on: "http://127.0.0.1:41234".
  const std::string& url();

  // By the service that lies: "ocsp", "crl", "wire".
  void arm(std::string_view service, jlis::Lie lie);
  // Empty words mean all.
  void disarm(std::string_view service, std::string_view lie);
  // In a program of J-LIS's own: the last consent to that service. A Problem when there is none in force.
  Result<jlis::registry::Withdrawal> withdraw_consent(const std::string& resident, const std::string& service,
                                                      const std::string& channel);
  // The world's clock was moved; what was made for another time is forgotten.
  void clock_moved() { site_.desk().forget(); }

 private:
  jlis::http::WorldClock clock_;
  jlis::http::Site site_;
  std::unique_ptr<jlis::http::Server> server_;
  std::string url_;
};

}  // namespace tameshi::play
