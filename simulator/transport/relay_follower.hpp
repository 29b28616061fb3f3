// A reader of ours whose card comes and goes with the one in another reader.
#pragma once

#include <sys/types.h>

#include <functional>
#include <optional>
#include <string>
#include <thread>

#include "base/owned_fd.hpp"
#include "simulator/transport/pcsc_reader.hpp"
#include "simulator/transport/relay_card.hpp"

namespace tameshi::transport {

// The child process that looks at the other reader and writes what it sees into a pipe.
class ReaderWatch {
 public:
  ReaderWatch(const RelayCard& relayed, int news);
  ReaderWatch(const ReaderWatch&) = delete;
  ReaderWatch& operator=(const ReaderWatch&) = delete;
  ~ReaderWatch();

 private:
  pid_t process_;
};

class RelayFollower {
 public:
  // What is to happen besides, mostly in the follower's thread: before a card comes, after it has gone, and
  // when it cannot be had or PC/SC fails.
  struct Hooks {
    std::function<void()> comes;
    std::function<void(const std::string& why)> gone;
    std::function<void(const std::string& trouble)> fails;
  };

  // `card` is what stands in front of `relayed`. Returns when the card is in, if there is one; Trouble when
  // there is one and it cannot be had. Nobody else puts cards into `reader` from now on.
  RelayFollower(PcscReader& reader, iso7816::Card& card, RelayCard& relayed, Hooks hooks);
  RelayFollower(const RelayFollower&) = delete;
  RelayFollower& operator=(const RelayFollower&) = delete;
  // Takes the card out.
  ~RelayFollower();

 private:
  char hear();
  void keep_following();
  void follow(char news);
  void insert();
  void remove(const std::string& why);

  PcscReader& reader_;
  iso7816::Card& card_;
  RelayCard& relayed_;
  Hooks hooks_;
  OwnedFd news_;
  OwnedFd told_;
  std::optional<ReaderWatch> watch_;
  bool is_in_ = false;
  std::thread thread_;
};

}  // namespace tameshi::transport
