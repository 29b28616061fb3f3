#include "simulator/transport/room_message.hpp"

#include <sys/socket.h>

#include <cerrno>
#include <cstring>

namespace tameshi::transport {

namespace {

struct Wire {
  RoomWord word;
  int number;
  int error;
};

constexpr std::size_t most_descriptors = std::tuple_size_v<decltype(RoomMessage::descriptors)>;

// Room for the ancillary data, aligned as cmsg(3) wants it.
struct Ancillary {
  alignas(cmsghdr) std::array<char, CMSG_SPACE(most_descriptors * sizeof(int))> bytes{};
};

void attach(msghdr& message, Ancillary& ancillary, std::span<const int> descriptors) {
  if (descriptors.empty()) return;
  message.msg_control = ancillary.bytes.data();
  message.msg_controllen = CMSG_SPACE(descriptors.size_bytes());
  auto* header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(descriptors.size_bytes());
  std::memcpy(CMSG_DATA(header), descriptors.data(), descriptors.size_bytes());
}

void detach(msghdr& message, RoomMessage& into) {
  const auto* header = CMSG_FIRSTHDR(&message);
  if (header == nullptr || header->cmsg_type != SCM_RIGHTS) return;
  const auto count = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
  for (std::size_t i = 0; i < count && i < most_descriptors; ++i) {
    int fd = -1;
    std::memcpy(&fd, CMSG_DATA(header) + i * sizeof fd, sizeof fd);
    into.descriptors[i].reset(fd);
  }
}

}  // namespace

bool send_message(int socket, RoomWord word, int number, int error, std::span<const int> descriptors) {
  Wire wire{word, number, error};
  iovec body{&wire, sizeof wire};
  msghdr message{};
  message.msg_iov = &body;
  message.msg_iovlen = 1;
  Ancillary ancillary;
  attach(message, ancillary, descriptors);
  ssize_t sent = 0;
  do {
    sent = ::sendmsg(socket, &message, MSG_NOSIGNAL);
  } while (sent < 0 && errno == EINTR);
  return sent == static_cast<ssize_t>(sizeof wire);
}

std::optional<RoomMessage> receive_message(int socket) {
  Wire wire{};
  iovec body{&wire, sizeof wire};
  msghdr message{};
  message.msg_iov = &body;
  message.msg_iovlen = 1;
  Ancillary ancillary;
  message.msg_control = ancillary.bytes.data();
  message.msg_controllen = ancillary.bytes.size();
  ssize_t got = 0;
  // A peer that ended without reading all we sent is reported once as ECONNRESET, before its last words.
  do {
    got = ::recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
  } while (got < 0 && (errno == EINTR || errno == ECONNRESET));
  if (got != static_cast<ssize_t>(sizeof wire)) return std::nullopt;
  RoomMessage out{wire.word, wire.number, wire.error};
  detach(message, out);
  return out;
}

}  // namespace tameshi::transport
