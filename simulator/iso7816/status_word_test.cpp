#include "simulator/iso7816/status_word.hpp"

#include "base/testing/cases.hpp"

using namespace tameshi;
using namespace tameshi::iso7816;
using testing::text_at;

namespace {

void check(const yaml::Node& test) {
  if (test.find("refused") != nullptr) {
    BOOST_TEST(!status_word_from(text_at(test, "refused")).has_value());
    return;
  }
  const auto word = status_word_from(text_at(test, test.find("text") != nullptr ? "text" : "word"));
  BOOST_REQUIRE(word.has_value());
  BOOST_TEST(to_string(*word) == text_at(test, "word"));
  BOOST_TEST(meaning(*word) == text_at(test, "means"));
  BOOST_TEST((word->counter() ? std::to_string(*word->counter()) : "") == text_at(test, "counter"));
}

CASES("status_word", "status_word.cases.yaml", check);

BOOST_AUTO_TEST_SUITE(status_words)

BOOST_AUTO_TEST_CASE(every_word_survives_being_written) {
  for (unsigned value = 0; value <= 0xFFFF; ++value) {
    const StatusWord word(static_cast<std::uint16_t>(value));
    BOOST_REQUIRE((status_word_from(to_string(word)) == word));
    BOOST_REQUIRE(!meaning(word).empty());
  }
}

BOOST_AUTO_TEST_CASE(only_9000_is_ok) {
  BOOST_TEST(StatusWord().is_ok());
  BOOST_TEST(!StatusWord(0x9001).is_ok());
  BOOST_TEST(!StatusWord(0x6100).is_ok());
}

BOOST_AUTO_TEST_CASE(the_two_bytes_are_its_halves) {
  BOOST_TEST(StatusWord(0x6A82).sw1() == 0x6A);
  BOOST_TEST(StatusWord(0x6A82).sw2() == 0x82);
}

BOOST_AUTO_TEST_CASE(made_words_say_what_they_carry) {
  BOOST_TEST(to_string(sw::counter(3)) == "63C3");
  BOOST_TEST(to_string(sw::counter(0)) == "63C0");
  BOOST_TEST(to_string(sw::counter(16)) == "63CF");
  BOOST_TEST(to_string(sw::bytes_available(1)) == "6101");
  BOOST_TEST(to_string(sw::bytes_available(255)) == "61FF");
  BOOST_TEST(to_string(sw::bytes_available(256)) == "6100");
  BOOST_TEST(to_string(sw::bytes_available(70000)) == "6100");
  BOOST_TEST(to_string(sw::correct_length(255)) == "6CFF");
  BOOST_TEST(to_string(sw::correct_length(256)) == "6C00");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
