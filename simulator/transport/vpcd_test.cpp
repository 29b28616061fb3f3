#include "simulator/transport/vpcd.hpp"

#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <boost/test/unit_test.hpp>
#include <memory>
#include <stdexcept>

#include "simulator/transport/testing/null_card.hpp"

namespace {

using namespace std::chrono_literals;
using namespace tameshi;
using namespace tameshi::transport;

struct Connection {
  OwnedFd peer;
  OwnedFd ours;
};

Connection unix_connection() {
  std::array<int, 2> ends{};
  BOOST_REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0);
  return {OwnedFd(ends[0]), OwnedFd(ends[1])};
}

Connection tcp_connection() {
  const OwnedFd listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  BOOST_REQUIRE(::bind(listener.get(), generic, length) == 0);
  BOOST_REQUIRE(::listen(listener.get(), 1) == 0);
  BOOST_REQUIRE(::getsockname(listener.get(), generic, &length) == 0);
  OwnedFd ours(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  BOOST_REQUIRE(::connect(ours.get(), generic, length) == 0);
  return {OwnedFd(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC)), std::move(ours)};
}

void say(const OwnedFd& peer, std::string_view message) {
  const auto bytes = from_hex(message).value();
  BOOST_REQUIRE(::send(peer.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
                static_cast<ssize_t>(bytes.size()));
}

// Empty at the end of the connection.
std::string hear(const OwnedFd& peer, std::size_t count) {
  Bytes out(count);
  const auto got = ::recv(peer.get(), out.data(), out.size(), MSG_WAITALL);
  out.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return hex(out);
}

BOOST_AUTO_TEST_SUITE(vpcd_link)

BOOST_AUTO_TEST_CASE(serves_a_card_over_tcp) {
  NullCard card;
  card.data() = {0xCA, 0xFE};
  auto [peer, ours] = tcp_connection();
  VpcdLink link(std::move(ours), card);
  say(peer, "0001 01 0001 04");
  BOOST_TEST(hear(peer, 7) == "00053B80800101");
  for (int i = 0; i < 100; ++i) {
    // As vpcd 0.8 does: two writes.
    say(peer, "0005");
    say(peer, "00B0000000");
    BOOST_TEST(hear(peer, 6) == "0004CAFE9000");
  }
}

BOOST_AUTO_TEST_CASE(the_peer_that_leaves_takes_the_power_away) {
  NullCard card;
  auto [peer, ours] = unix_connection();
  VpcdLink link(std::move(ours), card);
  say(peer, "0001 01");
  BOOST_TEST(link.await_contact(10s));
  peer.reset();
  BOOST_TEST(link.await_unpowered(10s));
  BOOST_TEST(!link.is_open());
  link.stop();
  BOOST_TEST(card.seen() == "on off");
}

BOOST_AUTO_TEST_CASE(stop_ends_the_connection) {
  NullCard card;
  auto [peer, ours] = unix_connection();
  VpcdLink link(std::move(ours), card);
  link.stop();
  link.stop();
  BOOST_TEST(hear(peer, 1).empty());
}

BOOST_AUTO_TEST_CASE(power_off_is_seen) {
  NullCard card;
  auto [peer, ours] = unix_connection();
  VpcdLink link(std::move(ours), card);
  BOOST_TEST(link.await_unpowered(0ms));
  say(peer, "0001 01 0001 04");
  hear(peer, 7);
  BOOST_TEST(!link.await_unpowered(0ms));
  say(peer, "0001 00");
  BOOST_TEST(link.await_unpowered(10s));
  BOOST_TEST(link.is_open());
}

BOOST_AUTO_TEST_CASE(a_throwing_card_answers_6f00_and_goes_on) {
  NullCard card;
  card.data().clear();
  card.on_transmit = [&](ByteView) {
    if (card.commands == 1) throw std::runtime_error("broken");
  };
  auto [peer, ours] = unix_connection();
  VpcdLink link(std::move(ours), card);
  say(peer, "0004 00840000 0004 00840000");
  BOOST_TEST(hear(peer, 8) == "00026F0000029000");
}

BOOST_AUTO_TEST_CASE(a_card_pulled_in_the_middle_of_a_command_does_not_answer) {
  NullCard card;
  std::unique_ptr<VpcdLink> link;
  card.on_transmit = [&](ByteView) { link->pull(); };
  auto [peer, ours] = unix_connection();
  link = std::make_unique<VpcdLink>(std::move(ours), card);
  say(peer, "0001 01 0004 00840000");
  BOOST_TEST(hear(peer, 1).empty());
  link->stop();
  BOOST_TEST(card.commands == 1U);
  BOOST_TEST(card.seen() == "on off");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
