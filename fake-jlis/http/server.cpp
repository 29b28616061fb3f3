#include "fake-jlis/http/server.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <iostream>
#include <thread>

#include "base/result.hpp"
#include "fake-jlis/http/session.hpp"

namespace tameshi::jlis::http {
namespace {

namespace ssl = asio::ssl;
using TlsStream = ssl::stream<tcp::socket>;

constexpr std::chrono::milliseconds glance{250};  // how often deadlines are looked at

// Each connection takes a descriptor; the usual soft limit of 1,024 is less than we promise to hold.
void raise_descriptor_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

// One thread with what it serves.
struct Loop {
  asio::io_context context{1};
  asio::executor_work_guard<asio::io_context::executor_type> work{context.get_executor()};
  asio::steady_timer timer{context};
  Connections sessions;
  std::thread thread;
};

void check(const error_code& error, const std::string& where, const std::string& cure) {
  if (error) throw Trouble(error.message(), where, cure);
}

ssl::context tls_context(const TlsIdentity& identity) {
  ssl::context context(ssl::context::tls_server);
  context.set_options(ssl::context::default_workarounds | ssl::context::no_sslv2 | ssl::context::no_sslv3 |
                      ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1);
  error_code error;
  context.use_certificate_chain(asio::buffer(identity.certificates), error);
  check(error, "the TLS certificate", "give a PEM file with the server's certificate first");
  context.use_private_key(asio::buffer(identity.key), ssl::context::pem, error);
  check(error, "the TLS key", "give the certificate's own key as unencrypted PEM");
  if (identity.trusted_clients.empty()) return context;
  context.add_certificate_authority(asio::buffer(identity.trusted_clients), error);
  check(error, "the roots of TLS clients", "give a PEM file of certificates");
  context.set_verify_mode(identity.clients_must ? ssl::verify_peer | ssl::verify_fail_if_no_peer_cert
                                                : ssl::verify_peer);
  // Resumed sessions belong to one context (SSL_CTX_set_session_id_context(3)).
  constexpr std::string_view session_context = "tameshi";
  SSL_CTX_set_session_id_context(context.native_handle(),
                                 reinterpret_cast<const unsigned char*>(session_context.data()),
                                 static_cast<unsigned>(session_context.size()));
  return context;
}

tcp::acceptor listen(asio::io_context& context, const Endpoint& endpoint) {
  const auto where = fmt::format("{}:{}", endpoint.address, endpoint.port);
  error_code error;
  const auto address = asio::ip::make_address(endpoint.address, error);
  check(error, where, "give an IP address, such as 127.0.0.1 or 0.0.0.0");
  tcp::acceptor acceptor(context);
  acceptor.open(tcp::endpoint(address, 0).protocol(), error);
  check(error, where, "");
  acceptor.set_option(asio::socket_base::reuse_address(true), error);
  acceptor.bind({address, endpoint.port}, error);
  if (error == asio::error::address_in_use) {
    throw Trouble("the port is in use", where,
                  "stop what listens there, or choose another port; 0 takes a free one");
  }
  check(error, where, "choose an address of this machine and a port that you may use");
  acceptor.listen(asio::socket_base::max_listen_connections, error);
  check(error, where, "");
  return acceptor;
}

}  // namespace

class Server::Core {
 public:
  Core(const ServerSettings& settings, Answer answer, Refused refused)
      : house_{settings.limits, std::move(answer), std::move(refused)} {
    raise_descriptor_limit();
    const auto threads =
        settings.threads > 0 ? settings.threads : std::max(1U, std::thread::hardware_concurrency());
    for (unsigned i = 0; i < threads; ++i) loops_.push_back(std::make_unique<Loop>());
    for (const auto& endpoint : settings.endpoints) open(endpoint);
    for (auto& loop : loops_) start(*loop);
    for (auto& door : doors_) accept(*door);
  }
  Core(const Core&) = delete;
  Core& operator=(const Core&) = delete;
  ~Core() { stop(); }

  void stop() noexcept {
    if (stopped_.exchange(true)) return;
    asio::post(loops_.front()->context, [this] {
      for (auto& door : doors_) door->acceptor.close();
    });
    for (auto& loop : loops_) asio::post(loop->context, [this, &loop] { drain(*loop); });
    for (auto& loop : loops_) loop->thread.join();
  }

  [[nodiscard]] const std::vector<std::uint16_t>& ports() const { return ports_; }
  [[nodiscard]] std::size_t connections() const { return connections_; }

 private:
  struct Door {
    tcp::acceptor acceptor;
    std::optional<ssl::context> tls;
    asio::steady_timer retry;
  };

  void open(const Endpoint& endpoint) {
    auto& context = loops_.front()->context;
    doors_.push_back(
        std::make_unique<Door>(Door{listen(context, endpoint), std::nullopt, asio::steady_timer(context)}));
    if (endpoint.tls) doors_.back()->tls.emplace(tls_context(*endpoint.tls));
    ports_.push_back(doors_.back()->acceptor.local_endpoint().port());
  }

  void start(Loop& loop) {
    look_around(loop);
    loop.thread = std::thread([&loop] {
      for (;;) {
        try {
          loop.context.run();
          return;
        } catch (const std::exception& trouble) {  // ends one handler, not the server
          std::cerr << fmt::format("tameshi: a connection failed: {}\n", trouble.what());
        }
      }
    });
  }

  // The first loop accepts and deals connections out in turn, so that each core has its share.
  void accept(Door& door) {
    auto& loop = *loops_[next_loop_++ % loops_.size()];
    door.acceptor.async_accept(loop.context, [this, &door, &loop](error_code error, tcp::socket socket) {
      if (error == asio::error::operation_aborted || stopped_) return;
      if (error) return accept_later(door);
      ++connections_;
      asio::post(loop.context, [this, &door, &loop, socket = std::move(socket)]() mutable {
        admit(door, loop, std::move(socket));
      });
      accept(door);
    });
  }

  // Out of descriptors, most likely: what waits longest makes room.
  void accept_later(Door& door) {
    for (auto& loop : loops_) asio::post(loop->context, [&loop] { make_room(*loop); });
    door.retry.expires_after(glance);
    door.retry.async_wait([this, &door](error_code error) {
      if (!error && !stopped_) accept(door);
    });
  }

  void admit(Door& door, Loop& loop, tcp::socket socket) {
    if (loop.sessions.list.size() >= std::max<std::size_t>(1, house_.limits.connections / loops_.size())) {
      make_room(loop);
    }
    if (door.tls) {
      std::make_shared<Session<TlsStream>>(house_, TlsStream(std::move(socket), *door.tls), loop.sessions)
          ->start();
    } else {
      std::make_shared<Session<tcp::socket>>(house_, std::move(socket), loop.sessions)->start();
    }
    if (stopped_) drain_all(loop);
  }

  static void make_room(Loop& loop) {
    auto& all = loop.sessions.list;
    const auto oldest =
        std::find_if(all.begin(), all.end(), [](const auto& session) { return session->waits(); });
    if (oldest != all.end()) std::shared_ptr<Connection>(*oldest)->end();
  }

  // Copied, because a session that ends takes itself out of the list.
  static std::vector<std::shared_ptr<Connection>> all_of(const Loop& loop) {
    return {loop.sessions.list.begin(), loop.sessions.list.end()};
  }

  void look_around(Loop& loop) {
    loop.timer.expires_after(glance);
    loop.timer.async_wait([this, &loop](error_code error) {
      if (error || loop.sessions.left) return;  // the timer is drain()'s from then on
      const auto now = Steady::now();
      for (const auto& session : all_of(loop)) session->look_at_clock(now);
      look_around(loop);
    });
  }

  static void drain_all(Loop& loop) {
    for (const auto& session : all_of(loop)) session->drain();
  }

  // Until the last has ended, or the time is up. Without work and timers the loop's run() returns.
  void drain(Loop& loop) {
    loop.sessions.left = [&loop] { close_when_empty(loop); };
    loop.timer.expires_after(house_.limits.drain);
    loop.timer.async_wait([&loop](error_code error) {
      if (error) return;
      for (const auto& session : all_of(loop)) session->end();
    });
    drain_all(loop);
    close_when_empty(loop);
  }

  static void close_when_empty(Loop& loop) {
    if (!loop.sessions.list.empty()) return;
    loop.timer.cancel();
    loop.work.reset();
  }

  House house_;
  std::vector<std::unique_ptr<Loop>> loops_;
  std::vector<std::unique_ptr<Door>> doors_;
  std::vector<std::uint16_t> ports_;
  std::size_t next_loop_ = 0;
  std::atomic<std::size_t> connections_ = 0;  // so far
  std::atomic<bool> stopped_ = false;
};

Server::Server(const ServerSettings& settings, Answer answer, Refused refused)
    : core_(std::make_unique<Core>(settings, std::move(answer), std::move(refused))) {}
Server::~Server() = default;

const std::vector<std::uint16_t>& Server::ports() const {
  return core_->ports();
}
std::size_t Server::connections() const {
  return core_->connections();
}
void Server::stop() noexcept {
  core_->stop();
}

}  // namespace tameshi::jlis::http
