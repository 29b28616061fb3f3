#include "simulator/iso7816/chaining.hpp"

#include <boost/test/unit_test.hpp>

using namespace tameshi;
using namespace tameshi::iso7816;

namespace {

// A piece of PERFORM SECURITY OPERATION with these data; the last one without the chaining bit.
CommandApdu piece(ByteView data, bool last, std::uint8_t ins = 0x2A) {
  return {.cla = static_cast<std::uint8_t>(last ? 0x00 : 0x10), .ins = ins, .data = data, .ne = {}};
}

BOOST_AUTO_TEST_SUITE(command_chaining)

BOOST_AUTO_TEST_CASE(a_command_without_the_bit_stands_for_itself) {
  CommandChain chain;
  const Bytes data{1, 2, 3};
  const auto whole = chain.take(piece(data, true));
  BOOST_REQUIRE((whole && *whole));
  BOOST_TEST(hex((*whole)->data) == "010203");
}

BOOST_AUTO_TEST_CASE(pieces_come_together_in_order) {
  CommandChain chain;
  const Bytes a{1, 2}, b{3}, c{4, 5};
  BOOST_TEST(!chain.take(piece(a, false)).value().has_value());
  BOOST_TEST(!chain.take(piece(b, false)).value().has_value());
  const auto whole = chain.take(piece(c, true)).value();
  BOOST_REQUIRE(whole.has_value());
  BOOST_TEST(hex(whole->data) == "0102030405");
  BOOST_TEST(whole->cla == 0x00);
}

BOOST_AUTO_TEST_CASE(a_chain_ends_with_its_last_piece) {
  CommandChain chain;
  const Bytes a{1}, b{2}, c{3};
  (void)chain.take(piece(a, false));
  (void)chain.take(piece(b, true));
  BOOST_TEST(hex(chain.take(piece(c, true)).value()->data) == "03");
}

BOOST_AUTO_TEST_CASE(a_command_of_another_header_ends_the_chain_and_stands_for_itself) {
  CommandChain chain;
  const Bytes a{1}, b{2}, c{3};
  (void)chain.take(piece(a, false));
  BOOST_TEST(hex(chain.take(piece(b, true, 0xA4)).value()->data) == "02");
  BOOST_TEST(hex(chain.take(piece(c, true)).value()->data) == "03");
}

BOOST_AUTO_TEST_CASE(a_dropped_chain_is_forgotten) {
  CommandChain chain;
  const Bytes a{1}, b{2};
  (void)chain.take(piece(a, false));
  chain.drop();
  BOOST_TEST(hex(chain.take(piece(b, true)).value()->data) == "02");
}

BOOST_AUTO_TEST_CASE(no_chain_grows_beyond_an_extended_apdu) {
  CommandChain chain;
  const Bytes big(65535, 0x5A), one{1};
  BOOST_TEST(!chain.take(piece(big, false)).value().has_value());
  const auto refused = chain.take(piece(one, false));
  BOOST_REQUIRE(!refused.has_value());
  BOOST_TEST(to_string(refused.error()) == "6700");
  BOOST_TEST(hex(chain.take(piece(one, true)).value()->data) == "01");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
