// The sockets: HTTP/1.1 with keep-alive and pipelining, TLS where asked for, one loop per core. What is
// answered, the caller decides; how a connection ends, this does.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "fake-jlis/http/limits.hpp"
#include "fake-jlis/http/message.hpp"
#include "fake-jlis/http/refusal.hpp"

namespace tameshi::jlis::http {

// PEM texts.
struct TlsIdentity {
  std::string certificates;     // the server's own and what leads to its root
  std::string key;              // never logged
  std::string trusted_clients;  // roots of clients' certificates; empty: none is asked for
  bool clients_must = false;    // no certificate, no connection
};

struct Endpoint {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  // 0: a free one
  std::shared_ptr<const TlsIdentity> tls;
};

struct ServerSettings {
  std::vector<Endpoint> endpoints;
  unsigned threads = 0;  // 0: one per core
  Limits limits;
};

// Called from several threads at once. What it throws becomes a 500.
using Answer = std::function<Reply(const Request&)>;
// Told of requests that never became one; for metrics and the log.
using Refused = std::function<void(const Refusal&, const Peer&)>;

class Server {
 public:
  // Listens and serves when this returns. Trouble, in one line with the cure, when a port is taken, an
  // address is not this machine's, or a certificate is none.
  Server(const ServerSettings& settings, Answer answer, Refused refused = {});
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  // stop()
  ~Server();

  // In the order of the settings.
  [[nodiscard]] const std::vector<std::uint16_t>& ports() const;
  // Accepted so far.
  [[nodiscard]] std::size_t connections() const;

  // Takes no new connection, lets what is under way end (Limits::drain), and returns when all has ended.
  void stop() noexcept;

 private:
  class Core;
  std::unique_ptr<Core> core_;
};

}  // namespace tameshi::jlis::http
