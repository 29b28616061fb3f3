#include "simulator/transport/pcsc_reader.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "base/result.hpp"

namespace tameshi::transport {

namespace {

using namespace std::chrono_literals;

// Left to itself pcscd notices within half a second and switches off within one more; the rest is for loaded
// machines.
constexpr auto patience = 10s;

OwnedFd connect_to_system_vpcd(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  OwnedFd out(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (::connect(out.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    throw Trouble(fmt::format("nothing listens for cards on port {}: {}", port, std::strerror(errno)), {},
                  "install the package vsmartcard-vpcd and restart pcscd");
  }
  return out;
}

// While something is awaited that pcscd must notice.
class Hurried {
 public:
  explicit Hurried(PrivateRoom* room) : room_(room) {
    if (room_ != nullptr) room_->hurry(true);
  }
  Hurried(const Hurried&) = delete;
  Hurried& operator=(const Hurried&) = delete;
  ~Hurried() {
    if (room_ != nullptr) room_->hurry(false);
  }

 private:
  PrivateRoom* room_;
};

}  // namespace

PcscReader::PcscReader(std::shared_ptr<PrivateRoom> room, std::uint16_t port, std::string name, int slot)
    : room_(std::move(room)), port_(port), name_(std::move(name)), slot_(slot) {}

PcscReader PcscReader::start_private() {
  PcscReader out(std::make_shared<PrivateRoom>(), vpcd_port, private_reader_name);
  out.room_->await_ready();
  return out;
}

PcscReader PcscReader::use_system(std::uint16_t port, std::string reader) {
  PcscReader out(nullptr, port, std::move(reader));
  out.refuse_occupied();
  return out;
}

// pcscd's names end in the slot's number, in hexadecimal.
PcscReader PcscReader::second_slot() const {
  auto name = name_;
  if (!name.empty()) name.back() = '1';
  return {room_, port_, std::move(name), 1};
}

void PcscReader::insert(iso7816::Card& card) {
  if (link_) throw Trouble("a card is in the reader already", name_, "remove it first");
  if (!room_) refuse_occupied();
  auto way_in = connect();
  {
    const std::lock_guard lock(*link_mutex_);
    link_ = std::make_unique<VpcdLink>(std::move(way_in), card);
  }
  try {
    await(CardPresence::present);
  } catch (...) {
    unlink();
    throw;
  }
}

// The card's thread ends first: it may be in the middle of pull().
void PcscReader::unlink() {
  link_->stop();
  link_.reset();
}

void PcscReader::remove() {
  if (!link_) return;
  unlink();
  await(CardPresence::absent);
}

void PcscReader::pull() noexcept {
  const std::lock_guard lock(*link_mutex_);
  if (link_) link_->pull();
}

void PcscReader::await_unpowered() {
  check();
  const Hurried pcscd(room_.get());
  if (!link_ || link_->await_unpowered(patience)) return;
  if (room_) room_->check(500ms);
  throw Trouble("the card is still switched on", name_, "has every client of the card left?");
}

void PcscReader::check() {
  if (room_) room_->check();
}

std::function<void()> PcscReader::entry() const {
  return room_ ? room_->entry() : std::function<void()>([] {});
}

OwnedFd PcscReader::connect() {
  if (room_) return room_->connect(slot_);
  return connect_to_system_vpcd(static_cast<std::uint16_t>(port_ + slot_));
}

// vpcd's listening socket takes a second card's connection and never talks to it.
void PcscReader::refuse_occupied() {
  const auto presence = value_or_trouble(card_presence({}, name_));
  if (presence == CardPresence::present) {
    throw Trouble("another card is in the reader", name_, "end the program that put it there");
  }
}

void PcscReader::await(CardPresence wanted) {
  check();
  const Hurried pcscd(room_.get());
  const auto seen = await_card(entry(), name_, wanted, patience);
  if (seen) return;
  // When the service itself has died, that is the better story.
  if (room_) room_->check(500ms);
  throw Trouble(seen.error());
}

}  // namespace tameshi::transport
