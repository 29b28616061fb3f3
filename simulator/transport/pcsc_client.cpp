#include "simulator/transport/pcsc_client.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>
#include <winscard.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <optional>

#include "base/owned_fd.hpp"

namespace tameshi::transport {

namespace {

using namespace std::chrono_literals;

// What the child found out: PC/SC's own code, and the reader's state if it got that far.
struct Finding {
  LONG code = SCARD_F_INTERNAL_ERROR;
  DWORD state = SCARD_STATE_UNAWARE;
};

CardPresence presence_in(DWORD state) {
  return (state & SCARD_STATE_PRESENT) != 0 ? CardPresence::present : CardPresence::absent;
}

Finding observe(const std::string& reader, std::optional<CardPresence> wanted,
                std::chrono::steady_clock::time_point deadline) {
  SCARDCONTEXT context{};
  Finding out;
  out.code = ::SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &context);
  SCARD_READERSTATE watched{};
  watched.szReader = reader.c_str();
  while (out.code == SCARD_S_SUCCESS) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    out.code = ::SCardGetStatusChange(context, static_cast<DWORD>(std::max(0ms, left).count()), &watched, 1);
    out.state = watched.dwEventState;
    watched.dwCurrentState = watched.dwEventState & ~static_cast<DWORD>(SCARD_STATE_CHANGED);
    if (!wanted || presence_in(out.state) == *wanted) break;
  }
  return out;
}

[[noreturn]] void observe_in_child(const RoomEntry& entry, const std::string& reader,
                                   std::optional<CardPresence> wanted, std::chrono::milliseconds timeout,
                                   int report) {
  Finding found;
  try {
    if (entry) entry();
    found = observe(reader, wanted, std::chrono::steady_clock::now() + timeout);
  } catch (const std::exception&) {
    found.code = SCARD_E_NO_SERVICE;
  }
  [[maybe_unused]] const auto written = ::write(report, &found, sizeof found);
  ::_exit(0);
}

std::optional<Finding> read_finding(int report, std::chrono::milliseconds timeout) {
  pollfd watched{report, POLLIN, 0};
  int ready = 0;
  do {
    ready = ::poll(&watched, 1, static_cast<int>(timeout.count()));
  } while (ready < 0 && errno == EINTR);
  Finding out;
  if (ready != 1 || ::read(report, &out, sizeof out) != static_cast<ssize_t>(sizeof out)) return std::nullopt;
  return out;
}

std::optional<Finding> ask_once(const RoomEntry& entry, const std::string& reader,
                                std::optional<CardPresence> wanted, std::chrono::milliseconds timeout) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return std::nullopt;
  const OwnedFd report(ends[0]);
  OwnedFd reporter(ends[1]);
  const pid_t child = ::fork();
  if (child == 0) observe_in_child(entry, reader, wanted, timeout, reporter.get());
  reporter.reset();
  if (child < 0) return std::nullopt;
  // The service itself may hang; the child's own deadline is of no use then.
  const auto found = read_finding(report.get(), timeout + 3s);
  if (!found) ::kill(child, SIGKILL);
  while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
  }
  return found;
}

// A child forked beside other threads can hang on its first allocation, where the allocator does not guard
// its locks (the sanitizers' one): silence is believed the second time.
std::optional<Finding> ask(const RoomEntry& entry, const std::string& reader,
                           std::optional<CardPresence> wanted, std::chrono::milliseconds timeout) {
  const auto found = ask_once(entry, reader, wanted, timeout);
  return found ? found : ask_once(entry, reader, wanted, timeout);
}

tl::unexpected<Problem> describe(const std::optional<Finding>& found, const std::string& reader) {
  if (!found) return failure("the PC/SC service does not answer", {}, "is pcscd stuck? restart it");
  switch (found->code) {
    case SCARD_E_NO_SERVICE:
      return failure("no PC/SC service is running", {}, "install and start pcscd");
    case SCARD_E_UNKNOWN_READER:
    case SCARD_E_READER_UNAVAILABLE:
      return failure(fmt::format("the PC/SC service has no reader \"{}\"", reader), {},
                     "install the package vsmartcard-vpcd and restart pcscd");
    case SCARD_E_TIMEOUT:
      return failure(fmt::format("the reader \"{}\" has not noticed in time", reader), {}, {});
    default:
      return failure(fmt::format("PC/SC says: {}", ::pcsc_stringify_error(found->code)), {}, {});
  }
}

}  // namespace

Result<void> await_card(const RoomEntry& entry, const std::string& reader, CardPresence wanted,
                        std::chrono::milliseconds timeout) {
  const auto found = ask(entry, reader, wanted, timeout);
  if (!found || found->code != SCARD_S_SUCCESS) return describe(found, reader);
  if ((found->state & SCARD_STATE_MUTE) != 0) {
    return failure(fmt::format("the card in \"{}\" gave no answer to reset", reader), {},
                   "check the card's ATR");
  }
  return {};
}

Result<CardPresence> card_presence(const RoomEntry& entry, const std::string& reader) {
  const auto found = ask(entry, reader, std::nullopt, 1s);
  if (!found || found->code != SCARD_S_SUCCESS) return describe(found, reader);
  return presence_in(found->state);
}

}  // namespace tameshi::transport
