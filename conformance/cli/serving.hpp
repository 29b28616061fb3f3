// A server whose ports are known before there is anything to answer with: a certificate names them.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "fake-jlis/http/server.hpp"

namespace tameshi::cli {

// Answers 503 from the first moment, and honestly while it is open.
class Serving {
 public:
  // `who` is not ready yet, the 503 says: "the fake J-LIS".
  Serving(const jlis::http::ServerSettings& settings, std::string who);

  [[nodiscard]] const std::vector<std::uint16_t>& ports() const { return server_.ports(); }

  // When it goes, what is under way ends first, and nothing is asked any more.
  class Open {
   public:
    explicit Open(Serving& serving) : serving_(serving) {}
    Open(const Open&) = delete;
    Open& operator=(const Open&) = delete;
    ~Open() { serving_.server_.stop(); }

   private:
    Serving& serving_;
  };
  // Once.
  [[nodiscard]] Open open(jlis::http::Answer answer, jlis::http::Refused refused = {});

 private:
  jlis::http::Reply answer(const jlis::http::Request& request) const;
  void refused(const jlis::http::Refusal& refusal, const jlis::http::Peer& peer) const;

  std::string who_;
  jlis::http::Answer answer_;
  jlis::http::Refused refused_;
  std::atomic<bool> open_ = false;
  jlis::http::Server server_;
};

}  // namespace tameshi::cli
