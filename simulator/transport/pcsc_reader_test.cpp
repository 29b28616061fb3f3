#include "simulator/transport/pcsc_reader.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <poll.h>
#include <sched.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <boost/test/unit_test.hpp>
#include <csignal>

#include "base/pidfd.hpp"
#include "base/process.hpp"
#include "simulator/transport/testing/client.hpp"
#include "simulator/transport/testing/null_card.hpp"

namespace {

using namespace std::chrono_literals;
using namespace tameshi;
using namespace tameshi::transport;

using transport::testing::client_of;
using transport::testing::contains;
using transport::testing::good_answer;
using transport::testing::in_child;
using transport::testing::in_room_of;
using transport::testing::trouble_of;
using transport::testing::use_card;

pid_t pcscd_of(const PcscReader& reader) {
  const auto result = run({.command = {"cat", "/run/pcscd/pcscd.pid"}, .in_child = reader.entry()});
  BOOST_REQUIRE(result.has_value());
  return std::stoi(result->output);
}

bool ends(const OwnedFd& process) {
  pollfd watched{process.get(), POLLIN, 0};
  return ::poll(&watched, 1, 10000) == 1;
}

BOOST_AUTO_TEST_SUITE(pcsc_reader)

BOOST_AUTO_TEST_CASE(an_inserted_card_is_usable_at_once) {
  NullCard card;
  auto reader = PcscReader::start_private();
  reader.insert(card);
  BOOST_TEST(client_of(reader) == good_answer);
  BOOST_TEST(reader.name() == "Tameshi 00 00");
}

BOOST_AUTO_TEST_CASE(cards_come_and_go) {
  NullCard first;
  NullCard second;
  auto reader = PcscReader::start_private();
  BOOST_TEST(client_of(reader) != good_answer);
  reader.insert(first);
  BOOST_TEST(client_of(reader) == good_answer);
  reader.remove();
  BOOST_TEST(client_of(reader) != good_answer);
  reader.insert(second);
  BOOST_TEST(client_of(reader) == good_answer);
  BOOST_TEST(first.commands == 1U);
  BOOST_TEST(second.commands == 1U);
  BOOST_TEST(first.seen().ends_with("off"));
}

BOOST_AUTO_TEST_CASE(a_second_card_is_refused) {
  NullCard card;
  auto reader = PcscReader::start_private();
  reader.insert(card);
  BOOST_TEST(trouble_of([&] { reader.insert(card); }) ==
             "Tameshi 00 00: a card is in the reader already; remove it first");
}

BOOST_AUTO_TEST_CASE(the_second_slot_is_a_reader_of_its_own) {
  NullCard left_card;
  NullCard right_card;
  auto left = PcscReader::start_private();
  auto right = left.second_slot();
  BOOST_TEST(right.name() == "Tameshi 00 01");
  right.insert(right_card);
  BOOST_TEST(client_of(left) != good_answer);
  BOOST_TEST(client_of(right, 2) == good_answer);
  left.insert(left_card);
  BOOST_TEST(client_of(left) == good_answer);
  right.remove();
  BOOST_TEST(client_of(right) != good_answer);
  BOOST_TEST(client_of(left) == good_answer);
  BOOST_TEST(left_card.commands == 2U);
  BOOST_TEST(right_card.commands == 2U);
}

BOOST_AUTO_TEST_CASE(a_second_card_comes_in_the_middle_of_the_firsts_command) {
  NullCard left_card;
  NullCard right_card;
  auto left = PcscReader::start_private();
  auto right = left.second_slot();
  left.insert(left_card);
  left_card.on_transmit = [&](ByteView) {
    if (left_card.commands == 2) right.insert(right_card);
  };
  BOOST_TEST(client_of(left, 3) == good_answer);
  BOOST_TEST(client_of(right) == good_answer);
}

BOOST_AUTO_TEST_CASE(two_rooms_do_not_see_each_other) {
  NullCard left_card;
  NullCard right_card;
  auto left = PcscReader::start_private();
  left.insert(left_card);
  auto right = PcscReader::start_private();
  BOOST_TEST(client_of(left) == good_answer);
  BOOST_TEST(client_of(right) != good_answer);
  right.insert(right_card);
  BOOST_TEST(client_of(right, 3) == good_answer);
  BOOST_TEST(left_card.commands == 1U);
  BOOST_TEST(right_card.commands == 3U);
}

BOOST_AUTO_TEST_CASE(after_await_unpowered_the_next_client_meets_a_fresh_card) {
  NullCard card;
  auto reader = PcscReader::start_private();
  reader.insert(card);
  reader.await_unpowered();
  BOOST_TEST(client_of(reader) == good_answer);
  reader.await_unpowered();
  BOOST_TEST(card.seen() == "on off on off");
  BOOST_TEST(client_of(reader) == good_answer);
}

BOOST_AUTO_TEST_CASE(a_card_pulled_by_itself_is_gone_for_the_client) {
  NullCard card;
  auto reader = PcscReader::start_private();
  reader.insert(card);
  card.on_transmit = [&](ByteView) { reader.pull(); };
  BOOST_TEST(client_of(reader) != good_answer);
  reader.remove();
  card.on_transmit = nullptr;
  reader.insert(card);
  BOOST_TEST(client_of(reader) == good_answer);
}

BOOST_AUTO_TEST_CASE(a_client_killed_inside_a_command_leaves_a_usable_reader) {
  NullCard card;
  auto reader = PcscReader::start_private();
  reader.insert(card);
  const pid_t client = ::fork();
  if (client == 0) {
    reader.entry()();
    use_card(reader.name(), 1'000'000'000);
    ::_exit(0);
  }
  const auto end = open_pidfd(client);
  card.on_transmit = [&](ByteView) {
    if (card.commands != 100) return;
    ::kill(client, SIGKILL);
    ends(end);
  };
  BOOST_TEST(ends(end));
  ::waitpid(client, nullptr, 0);
  reader.await_unpowered();
  BOOST_TEST(client_of(reader) == good_answer);
}

BOOST_AUTO_TEST_CASE(the_working_folder_is_kept_on_entry) {
  const auto reader = PcscReader::start_private();
  const auto result = run({.command = {"pwd"}, .directory = {}, .in_child = [&] {
                             BOOST_REQUIRE(::chdir("/usr/lib") == 0);
                             reader.entry()();
                           }});
  BOOST_TEST(result.value().output == "/usr/lib\n");
}

BOOST_AUTO_TEST_CASE(what_lies_in_run_is_there_in_the_room_too) {
  const auto reader = PcscReader::start_private();
  const ProcessRequest outside{.command = {"sh", "-c", "ls -A /run | grep -v '^pcscd$'"}};
  auto inside = outside;
  inside.in_child = reader.entry();
  BOOST_TEST(run(outside).value().output == run(inside).value().output);
}

BOOST_AUTO_TEST_CASE(a_dead_pcscd_is_trouble_and_the_end_is_clean) {
  NullCard card;
  auto reader = PcscReader::start_private();
  reader.insert(card);
  reader.check();
  const auto pcscd = open_pidfd(pcscd_of(reader));
  ::kill(pcscd_of(reader), SIGKILL);
  BOOST_TEST(ends(pcscd));
  BOOST_TEST(contains(trouble_of([&] { reader.remove(); }), "pcscd has ended by signal 9"));
  BOOST_TEST(contains(trouble_of([&] { reader.insert(card); }), "the private PC/SC service has ended"));
}

BOOST_AUTO_TEST_CASE(the_end_of_the_reader_is_the_end_of_its_pcscd) {
  OwnedFd pcscd;
  {
    const auto reader = PcscReader::start_private();
    pcscd = open_pidfd(pcscd_of(reader));
  }
  pollfd watched{pcscd.get(), POLLIN, 0};
  BOOST_TEST(::poll(&watched, 1, 0) == 1);
  BOOST_TEST(::waitpid(-1, nullptr, WNOHANG) == -1);
}

BOOST_AUTO_TEST_CASE(an_owner_that_is_killed_takes_its_pcscd_along) {
  std::array<int, 2> ends_of_pipe{};
  BOOST_REQUIRE(::pipe(ends_of_pipe.data()) == 0);
  const pid_t owner = ::fork();
  if (owner == 0) {
    ::setpgid(0, 0);
    NullCard card;
    auto reader = PcscReader::start_private();
    reader.insert(card);
    // Somebody it has forked holds a copy of everything and lives on for a while.
    if (::fork() == 0) {
      ::pause();
      ::_exit(0);
    }
    const pid_t pcscd = pcscd_of(reader);
    [[maybe_unused]] const auto written = ::write(ends_of_pipe[1], &pcscd, sizeof pcscd);
    ::pause();
  }
  pid_t pcscd = 0;
  BOOST_REQUIRE(::read(ends_of_pipe[0], &pcscd, sizeof pcscd) == static_cast<ssize_t>(sizeof pcscd));
  const auto end = open_pidfd(pcscd);
  BOOST_REQUIRE(end);
  ::kill(owner, SIGKILL);
  ::waitpid(owner, nullptr, 0);
  BOOST_TEST(ends(end));
  ::kill(-owner, SIGKILL);
  ::close(ends_of_pipe[0]);
  ::close(ends_of_pipe[1]);
}

void write_text(const char* path, std::string_view text) {
  const OwnedFd file(::open(path, O_WRONLY | O_CLOEXEC));
  BOOST_REQUIRE(::write(file.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size()));
}

// user_namespaces(7): the limit holds for the namespace in which it is written, here a new one of the child's
// own.
void forbid_user_namespaces(bool as_root) {
  const auto uid_map = fmt::format("0 {} 1", ::geteuid());
  const auto gid_map = fmt::format("0 {} 1", ::getegid());
  BOOST_REQUIRE(::unshare(CLONE_NEWUSER) == 0);
  write_text("/proc/sys/user/max_user_namespaces", "0");
  if (!as_root) return;
  write_text("/proc/self/setgroups", "deny");
  write_text("/proc/self/uid_map", uid_map);
  write_text("/proc/self/gid_map", gid_map);
}

BOOST_AUTO_TEST_CASE(where_user_namespaces_are_forbidden_the_cure_is_the_system_reader) {
  const auto said = in_child([] {
    forbid_user_namespaces(false);
    return trouble_of([] { PcscReader::start_private(); });
  });
  BOOST_TEST(
      said.starts_with("cannot make a private PC/SC service: making user, mount and network namespaces: "));
  BOOST_TEST(contains(said, "--system-reader"));
}

BOOST_AUTO_TEST_CASE(root_does_without_user_namespaces) {
  const auto said = in_child([] {
    forbid_user_namespaces(true);
    NullCard card;
    auto reader = PcscReader::start_private();
    reader.insert(card);
    return client_of(reader);
  });
  BOOST_TEST(said == good_answer);
}

BOOST_AUTO_TEST_SUITE_END()

// A room stands for the machine: inside it, its pcscd is the system's.
BOOST_AUTO_TEST_SUITE(system_reader)

std::uint16_t port_that_nobody_listens_on() {
  const OwnedFd any(::socket(AF_INET, SOCK_STREAM, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  BOOST_REQUIRE(::bind(any.get(), reinterpret_cast<sockaddr*>(&address), length) == 0);
  ::getsockname(any.get(), reinterpret_cast<sockaddr*>(&address), &length);
  return ntohs(address.sin_port);
}

BOOST_AUTO_TEST_CASE(serves_a_card) {
  const auto room = PcscReader::start_private();
  const auto network = fmt::format("/proc/{}/ns/net", pcscd_of(room));
  const auto said = in_room_of(room, [&]() -> std::string {
    const OwnedFd net(::open(network.c_str(), O_RDONLY | O_CLOEXEC));
    if (::setns(net.get(), CLONE_NEWNET) != 0) return "cannot enter";
    NullCard card;
    auto reader = PcscReader::use_system(vpcd_port, room.name());
    reader.insert(card);
    auto out = client_of(reader);
    reader.remove();
    return out;
  });
  BOOST_TEST(said == good_answer);
}

BOOST_AUTO_TEST_CASE(another_card_in_it_is_trouble) {
  NullCard card;
  auto room = PcscReader::start_private();
  room.insert(card);
  const auto said =
      in_room_of(room, [&] { return trouble_of([&] { PcscReader::use_system(vpcd_port, room.name()); }); });
  BOOST_TEST(said == "Tameshi 00 00: another card is in the reader; end the program that put it there");
}

BOOST_AUTO_TEST_CASE(nobody_listening_is_trouble) {
  const auto room = PcscReader::start_private();
  const auto port = port_that_nobody_listens_on();
  const auto said = in_room_of(room, [&] {
    return trouble_of([&] {
      NullCard card;
      PcscReader::use_system(port, room.name()).insert(card);
    });
  });
  BOOST_TEST(said ==
             fmt::format("nothing listens for cards on port {}: Connection refused; install the package "
                         "vsmartcard-vpcd and restart pcscd",
                         port));
}

BOOST_AUTO_TEST_CASE(an_unknown_reader_is_trouble) {
  const auto room = PcscReader::start_private();
  const auto said = in_room_of(room, [&] { return trouble_of([&] { PcscReader::use_system(); }); });
  BOOST_TEST(said ==
             "the PC/SC service has no reader \"Virtual PCD 00 00\"; install the package vsmartcard-vpcd and "
             "restart pcscd");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
