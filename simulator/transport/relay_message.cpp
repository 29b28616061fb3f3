#include "simulator/transport/relay_message.hpp"

#include <sys/socket.h>
#include <sys/uio.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace tameshi::transport {

namespace {

// The longest extended APDU or response, and what stands before it.
constexpr std::size_t longest_message = 0x10000 + 64;

bool send_both(int socket, ByteView head, ByteView tail) {
  std::array<iovec, 2> parts{{{const_cast<std::uint8_t*>(head.data()), head.size()},
                              {const_cast<std::uint8_t*>(tail.data()), tail.size()}}};
  msghdr message{};
  message.msg_iov = parts.data();
  message.msg_iovlen = parts.size();
  ssize_t sent = 0;
  do {
    sent = ::sendmsg(socket, &message, MSG_NOSIGNAL);
  } while (sent < 0 && errno == EINTR);
  return sent == static_cast<ssize_t>(head.size() + tail.size());
}

Bytes receive_whole(int socket) {
  Bytes out(longest_message);
  ssize_t got = 0;
  do {
    got = ::recv(socket, out.data(), out.size(), 0);
  } while (got < 0 && errno == EINTR);
  out.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return out;
}

}  // namespace

bool send_request(int socket, RelayVerb verb, ByteView command) {
  const std::array head{static_cast<std::uint8_t>(verb)};
  return send_both(socket, head, command);
}

std::optional<RelayRequest> receive_request(int socket) {
  auto message = receive_whole(socket);
  if (message.empty()) return std::nullopt;
  const auto verb = static_cast<RelayVerb>(message[0]);
  message.erase(message.begin());
  return RelayRequest{verb, std::move(message)};
}

bool send_reply(int socket, const RelayReply& reply) {
  std::array<std::uint8_t, sizeof reply.code> head{};
  std::memcpy(head.data(), &reply.code, head.size());
  return send_both(socket, head, reply.bytes);
}

std::optional<RelayReply> receive_reply(int socket) {
  auto message = receive_whole(socket);
  RelayReply out;
  if (message.size() < sizeof out.code) return std::nullopt;
  std::memcpy(&out.code, message.data(), sizeof out.code);
  message.erase(message.begin(), message.begin() + sizeof out.code);
  out.bytes = std::move(message);
  return out;
}

}  // namespace tameshi::transport
