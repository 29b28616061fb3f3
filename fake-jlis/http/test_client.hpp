// A client for tests that sends exactly what it is told. Blocking, with a patience, so that no test hangs.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <cerrno>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#include "base/owned_fd.hpp"

namespace tameshi::jlis::http::testing {

class Client {
 public:
  explicit Client(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const timeval patience{20, 0};
    ::setsockopt(fd_.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(fd_.get(), reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
      throw std::runtime_error("cannot connect");
    }
  }

  // False when the server has closed already.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto count = ::send(fd_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (count <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
  }

  // Nothing more will be sent.
  void finish() { ::shutdown(fd_.get(), SHUT_WR); }

  // What comes until the server closes; throws when it does not.
  std::string all() {
    std::string out;
    while (receive(out)) {
    }
    return out;
  }

  // One reply with a Content-Length; what comes behind it is kept for the next call.
  std::string reply() {
    for (;;) {
      if (const auto size = whole_reply(); size > 0) {
        auto out = kept_.substr(0, size);
        kept_.erase(0, size);
        return out;
      }
      if (!receive(kept_)) return std::exchange(kept_, {});
    }
  }

  [[nodiscard]] bool was_reset() const { return reset_; }

 private:
  bool receive(std::string& to) {
    char buffer[16384];
    const auto count = ::recv(fd_.get(), buffer, sizeof buffer, 0);
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
      throw std::runtime_error("the server keeps us waiting");
    reset_ = count < 0 && errno == ECONNRESET;
    if (count <= 0) return false;
    to.append(buffer, static_cast<std::size_t>(count));
    return true;
  }

  [[nodiscard]] std::size_t whole_reply() const {
    const auto end = kept_.find("\r\n\r\n");
    if (end == std::string::npos) return 0;
    const std::string_view name = "Content-Length: ";
    const auto at = kept_.find(name);
    const std::size_t length = at < end ? std::stoul(kept_.substr(at + name.size())) : 0;
    return kept_.size() >= end + 4 + length ? end + 4 + length : 0;
  }

  OwnedFd fd_;
  std::string kept_;
  bool reset_ = false;
};

}  // namespace tameshi::jlis::http::testing
