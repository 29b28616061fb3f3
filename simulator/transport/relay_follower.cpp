#include "simulator/transport/relay_follower.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "base/result.hpp"
#include "simulator/transport/relay_client.hpp"
#include "simulator/transport/signals_blocked.hpp"

namespace tameshi::transport {

namespace {

// Besides NewsOfReader, through the same pipe: the card was lost in the middle of its work, and the end.
constexpr char lost = 'L';
constexpr char over = 'E';

void tell(const OwnedFd& pipe, char word) {
  [[maybe_unused]] const auto written = ::write(pipe.get(), &word, 1);
}

}  // namespace

ReaderWatch::ReaderWatch(const RelayCard& relayed, int news) : process_(::fork()) {
  if (process_ == 0) watch_relayed_reader(relayed.entry(), relayed.reader(), news);
  if (process_ < 0) {
    throw Trouble(fmt::format("cannot fork: {}", std::strerror(errno)), {}, "raise the limit of processes");
  }
}

// It only waits; nothing is lost when it dies.
ReaderWatch::~ReaderWatch() {
  ::kill(process_, SIGTERM);
  while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

RelayFollower::RelayFollower(PcscReader& reader, iso7816::Card& card, RelayCard& relayed, Hooks hooks)
    : reader_(reader), card_(card), relayed_(relayed), hooks_(std::move(hooks)) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    throw Trouble(fmt::format("cannot make a pipe: {}", std::strerror(errno)), {},
                  "raise the limit of open files");
  }
  news_ = OwnedFd(ends[0]);
  told_ = OwnedFd(ends[1]);
  watch_.emplace(relayed_, told_.get());
  const auto first = hear();
  relayed_.on_lost([this](const std::string&) {
    reader_.pull();
    tell(told_, lost);
  });
  try {
    follow(first);
  } catch (...) {
    relayed_.on_lost({});
    throw;
  }
  const AllSignalsBlocked inherited_by_the_thread;
  thread_ = std::thread([this] { keep_following(); });
}

RelayFollower::~RelayFollower() {
  tell(told_, over);
  thread_.join();
  try {
    remove("the relay ends");
  } catch (const Trouble&) {
    // The reader's service has died, which its owner hears anyway.
  }
  relayed_.on_lost({});
}

char RelayFollower::hear() {
  char word = over;
  ssize_t got = 0;
  do {
    got = ::read(news_.get(), &word, 1);
  } while (got < 0 && errno == EINTR);
  return got == 1 ? word : over;
}

void RelayFollower::keep_following() {
  for (char word = hear(); word != over; word = hear()) {
    try {
      follow(word);
    } catch (const Trouble& trouble) {
      if (hooks_.fails) hooks_.fails(trouble.what());
    }
  }
}

void RelayFollower::follow(char news) {
  if (news == static_cast<char>(NewsOfReader::card_there)) {
    insert();
  } else if (news == lost) {
    remove("it no longer answers");
    // It may only have failed, and be in its reader still.
    if (relayed_.can_be_had()) insert();
  } else {
    remove("it has left " + relayed_.reader());
  }
}

void RelayFollower::insert() {
  if (is_in_) return;
  if (!relayed_.can_be_had()) {
    throw Trouble("the card gives no answer to reset", relayed_.reader(), "is it the right way round?");
  }
  if (hooks_.comes) hooks_.comes();
  reader_.insert(card_);
  is_in_ = true;
}

void RelayFollower::remove(const std::string& why) {
  if (!is_in_) return;
  is_in_ = false;
  reader_.remove();
  if (hooks_.gone) hooks_.gone(why);
}

}  // namespace tameshi::transport
