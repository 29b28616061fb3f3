#include "simulator/transport/vpcd.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cerrno>

#include "simulator/transport/signals_blocked.hpp"
#include "simulator/transport/vpcd_protocol.hpp"

namespace tameshi::transport {

namespace {

void set_tcp(int socket, int option) {
  const int on = 1;
  // Fails on sockets that are not TCP, which have no use for it.
  ::setsockopt(socket, IPPROTO_TCP, option, &on, sizeof on);
}

// False at the end of the connection.
bool receive(int socket, VpcdStream& stream) {
  for (;;) {
    // vpcd 0.8 sends length and command as two small writes and waits, by Nagle, for our acknowledgement
    // between them; a delayed one costs 40 ms per command. The option wears off, so it is renewed before
    // every receive.
    set_tcp(socket, TCP_QUICKACK);
    const auto room = stream.room();
    const auto got = ::recv(socket, room.data(), room.size(), 0);
    if (got > 0) stream.received(static_cast<std::size_t>(got));
    if (got >= 0 || errno != EINTR) return got > 0;
  }
}

bool send_all(int socket, ByteView bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno != EINTR) return false;
    if (sent > 0) bytes = bytes.subspan(static_cast<std::size_t>(sent));
  }
  return true;
}

}  // namespace

VpcdLink::VpcdLink(OwnedFd socket, iso7816::Card& card) : socket_(std::move(socket)) {
  set_tcp(socket_.get(), TCP_NODELAY);
  const AllSignalsBlocked inherited_by_the_thread;
  thread_ = std::thread([this, &card] { serve(card); });
}

void VpcdLink::pull() noexcept {
  ::shutdown(socket_.get(), SHUT_RDWR);
}

void VpcdLink::stop() noexcept {
  pull();
  if (thread_.joinable()) thread_.join();
}

bool VpcdLink::is_open() const {
  const std::lock_guard lock(mutex_);
  return open_;
}

bool VpcdLink::await_contact(std::chrono::milliseconds timeout) const {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, timeout, [this] { return contact_ || !open_; }) && contact_;
}

bool VpcdLink::await_unpowered(std::chrono::milliseconds timeout) const {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, timeout, [this] { return !powered_; });
}

void VpcdLink::serve(iso7816::Card& card) {
  VpcdStream stream;
  VpcdCard obedient(card);
  bool connected = true;
  while (connected && receive(socket_.get(), stream)) {
    while (const auto message = stream.next()) {
      const auto reply = obedient.obey(*message);
      if (message->kind != VpcdMessage::Kind::command) note(obedient.is_powered());
      if (connected && !reply.empty()) connected = send_all(socket_.get(), reply);
    }
  }
  obedient.lose_power();
  note_closed();
}

void VpcdLink::note(bool powered) {
  const std::lock_guard lock(mutex_);
  contact_ = true;
  powered_ = powered;
  changed_.notify_all();
}

void VpcdLink::note_closed() {
  // The peer is told even when it is we who end, and the descriptor lives as long as the object: pull() may
  // be running.
  pull();
  const std::lock_guard lock(mutex_);
  open_ = false;
  powered_ = false;
  changed_.notify_all();
}

}  // namespace tameshi::transport
