#include "simulator/transport/relay_client.hpp"

#include <sys/prctl.h>
#include <unistd.h>
#include <winscard.h>

#include <csignal>
#include <vector>

#include "simulator/transport/relay_message.hpp"

namespace tameshi::transport {

namespace {

constexpr int kept_descriptor = 3;
constexpr DWORD longest_response = 0x10000 + 2;

// Ctrl-C is for the command that runs, not for us; and nothing that the program has open stays open here.
void leave_home(int descriptor) {
  ::setsid();
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) ::signal(number, SIG_DFL);
  ::dup2(descriptor, kept_descriptor);
  ::close_range(kept_descriptor + 1, ~0U, 0);
}

std::vector<std::string> list_readers(SCARDCONTEXT context, LONG& code) {
  DWORD length = 0;
  std::vector<std::string> out;
  code = ::SCardListReaders(context, nullptr, nullptr, &length);
  if (code == SCARD_E_NO_READERS_AVAILABLE) code = SCARD_S_SUCCESS;
  if (code != SCARD_S_SUCCESS || length == 0) return out;
  std::string names(length, '\0');
  code = ::SCardListReaders(context, nullptr, names.data(), &length);
  // A multi-string: each ends in a zero, the last is empty.
  for (std::size_t at = 0; at < names.size() && names[at] != '\0';) {
    out.emplace_back(names.c_str() + at);
    at += out.back().size() + 1;
  }
  return out;
}

// An exact name goes before a part of one.
const std::string* find_reader(const std::vector<std::string>& names, const std::string& wanted) {
  for (const auto& name : names) {
    if (name == wanted) return &name;
  }
  for (const auto& name : names) {
    if (name.find(wanted) != std::string::npos) return &name;
  }
  return nullptr;
}

class HeldCard {
 public:
  ~HeldCard() {
    power_off();
    if (context_ != 0) ::SCardReleaseContext(context_);
  }

  RelayReply open(const std::string& wanted) {
    LONG code = ::SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &context_);
    std::vector<std::string> names;
    if (code == SCARD_S_SUCCESS) names = list_readers(context_, code);
    if (code != SCARD_S_SUCCESS) return {code, {}};
    if (const auto* found = find_reader(names, wanted)) {
      reader_ = *found;
      return {code, bytes_of(reader_)};
    }
    std::string all;
    for (const auto& name : names) all += name + "\n";
    return {SCARD_E_UNKNOWN_READER, bytes_of(all)};
  }

  RelayReply obey(const RelayRequest& request) {
    switch (request.verb) {
      case RelayVerb::power_on:
        return connected_ ? again(SCARD_UNPOWER_CARD) : power_on();
      case RelayVerb::power_off:
        return power_off();
      case RelayVerb::reset:
        return connected_ ? again(SCARD_RESET_CARD) : power_on();
      case RelayVerb::transmit:
        return transmit(request.command);
    }
    return {SCARD_E_INVALID_VALUE, {}};
  }

 private:
  static constexpr DWORD any_protocol = SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1;

  // Nobody else gets between the commands of whoever is behind the relay.
  RelayReply power_on() {
    const auto code =
        ::SCardConnect(context_, reader_.c_str(), SCARD_SHARE_EXCLUSIVE, any_protocol, &card_, &protocol_);
    connected_ = code == SCARD_S_SUCCESS;
    return with_atr(code);
  }

  RelayReply again(DWORD how) {
    return with_atr(::SCardReconnect(card_, SCARD_SHARE_EXCLUSIVE, any_protocol, how, &protocol_));
  }

  RelayReply power_off() {
    if (connected_) ::SCardDisconnect(card_, SCARD_UNPOWER_CARD);
    connected_ = false;
    return {SCARD_S_SUCCESS, {}};
  }

  // A card that cannot be had any more is let go, so that the next one can be had.
  RelayReply with_atr(LONG code) {
    Bytes atr(MAX_ATR_SIZE);
    DWORD length = MAX_ATR_SIZE;
    if (code == SCARD_S_SUCCESS) {
      code = ::SCardStatus(card_, nullptr, nullptr, nullptr, nullptr, atr.data(), &length);
    }
    if (code != SCARD_S_SUCCESS) {
      power_off();
      return {code, {}};
    }
    atr.resize(length);
    return {code, std::move(atr)};
  }

  RelayReply transmit(ByteView command) {
    if (!connected_) return {SCARD_W_REMOVED_CARD, {}};
    if (command.empty()) return {SCARD_E_INVALID_PARAMETER, {}};  // pcscd 1.9 would never answer
    Bytes response(longest_response);
    DWORD length = longest_response;
    const auto* pci = protocol_ == SCARD_PROTOCOL_T0 ? SCARD_PCI_T0 : SCARD_PCI_T1;
    const auto code =
        ::SCardTransmit(card_, pci, command.data(), command.size(), nullptr, response.data(), &length);
    response.resize(code == SCARD_S_SUCCESS ? length : 0);
    return {code, std::move(response)};
  }

  SCARDCONTEXT context_ = 0;
  SCARDHANDLE card_ = 0;
  DWORD protocol_ = 0;
  bool connected_ = false;
  std::string reader_;
};

LONG watch(const std::string& reader, int news) {
  SCARDCONTEXT context{};
  auto code = ::SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &context);
  SCARD_READERSTATE watched{};
  watched.szReader = reader.c_str();
  while (code == SCARD_S_SUCCESS) {
    code = ::SCardGetStatusChange(context, INFINITE, &watched, 1);
    const bool there = code == SCARD_S_SUCCESS && (watched.dwEventState & SCARD_STATE_PRESENT) != 0;
    const auto word = there ? NewsOfReader::card_there : NewsOfReader::no_card;
    if (::write(news, &word, 1) != 1) break;
    watched.dwCurrentState = watched.dwEventState & ~static_cast<DWORD>(SCARD_STATE_CHANGED);
  }
  return code;
}

bool enter(const RoomEntry& entry) {
  try {
    if (entry) entry();
    return true;
  } catch (const std::exception&) {
    return false;
  }
}

}  // namespace

void hold_relayed_card(const RoomEntry& entry, const std::string& wanted, int socket) {
  const bool inside = enter(entry);
  leave_home(socket);
  {
    HeldCard card;
    send_reply(kept_descriptor, inside ? card.open(wanted) : RelayReply{SCARD_E_NO_SERVICE, {}});
    while (const auto request = receive_request(kept_descriptor)) {
      if (!send_reply(kept_descriptor, card.obey(*request))) break;
    }
  }
  ::_exit(0);
}

void watch_relayed_reader(const RoomEntry& entry, const std::string& reader, int news) {
  const bool inside = enter(entry);
  leave_home(news);
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (inside) watch(reader, kept_descriptor);
  ::_exit(0);
}

}  // namespace tameshi::transport
