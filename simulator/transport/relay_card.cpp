#include "simulator/transport/relay_card.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <winscard.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "base/pidfd.hpp"
#include "base/result.hpp"
#include "simulator/transport/relay_client.hpp"

namespace tameshi::transport {

namespace {

constexpr int grace_milliseconds = 3000;

// "A\nB\n" as "A", "B".
std::string quoted(std::string_view lines) {
  std::string out;
  for (std::size_t at = 0; at < lines.size();) {
    const auto end = std::min(lines.find('\n', at), lines.size());
    out += fmt::format("{}\"{}\"", out.empty() ? "" : ", ", lines.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

[[noreturn]] void refuse(const RelayReply& reply, const std::string& wanted) {
  if (reply.code == SCARD_E_NO_SERVICE) {
    throw Trouble("no PC/SC service is running", {}, "install and start pcscd");
  }
  if (reply.code != SCARD_E_UNKNOWN_READER) {
    throw Trouble(fmt::format("PC/SC says: {}", ::pcsc_stringify_error(reply.code)), wanted, {});
  }
  const std::string names(reply.bytes.begin(), reply.bytes.end());
  throw Trouble(fmt::format("there is no reader \"{}\"", wanted), {},
                names.empty() ? "PC/SC has none: is it plugged in?" : "there are: " + quoted(names));
}

// PC/SC has not taken the command to the card, which is as well as before.
bool is_refused_by_service(long code) {
  return code == SCARD_E_INVALID_PARAMETER || code == SCARD_E_INSUFFICIENT_BUFFER ||
         code == SCARD_E_INVALID_VALUE;
}

}  // namespace

RelayClient::RelayClient(const RoomEntry& entry, const std::string& reader) {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    throw Trouble(fmt::format("cannot make a socketpair: {}", std::strerror(errno)), {},
                  "raise the limit of open files");
  }
  socket_ = OwnedFd(ends[0]);
  const OwnedFd theirs(ends[1]);
  process_ = ::fork();
  if (process_ == 0) hold_relayed_card(entry, reader, theirs.get());
  if (process_ < 0) {
    throw Trouble(fmt::format("cannot fork: {}", std::strerror(errno)), {}, "raise the limit of processes");
  }
}

RelayClient::~RelayClient() {
  ::shutdown(socket_.get(), SHUT_RDWR);
  const auto end = open_pidfd(process_);
  pollfd watched{end.get(), POLLIN, 0};
  // It leaves on its own: a client that dies inside a transmit may leave its reader locked.
  if (!end || ::poll(&watched, 1, grace_milliseconds) != 1) ::kill(process_, SIGKILL);
  while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

RelayReply RelayClient::hear() {
  return receive_reply(socket_.get()).value_or(RelayReply{SCARD_E_NO_SERVICE, {}});
}

RelayReply RelayClient::ask(RelayVerb verb, ByteView command) {
  send_request(socket_.get(), verb, command);
  return hear();
}

RelayCard::RelayCard(RoomEntry entry, const std::string& reader)
    : entry_(std::move(entry)), client_(entry_, reader) {
  const auto found = client_.hear();
  if (found.code != SCARD_S_SUCCESS) refuse(found, reader);
  reader_.assign(found.bytes.begin(), found.bytes.end());
  reason_ = fmt::format("so answers the card in \"{}\"", reader_);
}

bool RelayCard::can_be_had() {
  auto reply = client_.ask(RelayVerb::power_on);
  client_.ask(RelayVerb::power_off);
  if (reply.code == SCARD_E_SHARING_VIOLATION) {
    throw Trouble("another program has this card for itself", reader_, "end that program");
  }
  atr_ = std::move(reply.bytes);
  return reply.code == SCARD_S_SUCCESS;
}

void RelayCard::power_on() {
  take_atr(client_.ask(RelayVerb::power_on));
}

void RelayCard::power_off() {
  client_.ask(RelayVerb::power_off);
}

void RelayCard::reset() {
  take_atr(client_.ask(RelayVerb::reset));
}

iso7816::Answer RelayCard::transmit(ByteView command) {
  constexpr auto unknown = iso7816::sw::no_precise_diagnosis;
  auto reply = client_.ask(RelayVerb::transmit, command);
  if (is_refused_by_service(reply.code)) return {unknown, {}, {"PC/SC refuses such a command", "PC/SC"}};
  if (reply.code != SCARD_S_SUCCESS) return lost(::pcsc_stringify_error(reply.code));
  response_ = std::move(reply.bytes);
  // Some drivers, vpcd among them, tell so of a card that has gone.
  if (response_.size() < 2) return lost("the answer has no status word");
  const auto status = be16(ByteView(response_).last(2));
  return {iso7816::StatusWord(status), ByteView(response_).first(response_.size() - 2), {reason_, "relay"}};
}

iso7816::Answer RelayCard::lost(const std::string& words) {
  atr_.clear();
  if (hear_) hear_(words);
  return {iso7816::sw::no_precise_diagnosis,
          {},
          {"the card is no longer in the reader", "relay"},
          iso7816::Lost::card_gone};
}

// Without an ATR there is no card: vpcd lets go of it.
void RelayCard::take_atr(RelayReply reply) {
  if (reply.code == SCARD_S_SUCCESS) {
    atr_ = std::move(reply.bytes);
  } else {
    lost(::pcsc_stringify_error(reply.code));
  }
}

}  // namespace tameshi::transport
