#include <sstream>

#include "base/testing/cases.hpp"
#include "simulator/trace/decoder.hpp"
#include "simulator/trace/live.hpp"
#include "simulator/trace/log.hpp"
#include "simulator/trace/print.hpp"
#include "simulator/trace/tlv.hpp"

namespace tameshi::trace {
namespace {

std::string printed(const Log& log, Options options = {}) {
  Decoder decoder(card::load_generation("current"), options);
  std::ostringstream out;
  for (const auto& entry : log.entries) {
    if (std::holds_alternative<PowerUp>(entry)) decoder.power_up();
    if (std::holds_alternative<Omission>(entry)) decoder.forget();
    if (const auto* exchange = std::get_if<LoggedExchange>(&entry)) {
      const auto decoded = decoder.decode(exchange->command, exchange->response);
      print(out, exchange->line, decoded);
      out << to_json_line(exchange->line, decoded) << '\n';
    }
  }
  return out.str();
}

Log log_of(const std::string& text) {
  auto log = read_log(text, "a.log");
  if (!log) throw std::runtime_error(to_string(log.error()));
  for (const auto& problem : log->problems) throw std::runtime_error(to_string(problem));
  return *std::move(log);
}

void check_decoding(const yaml::Node& entry) {
  std::string text;
  for (const auto& line : entry.find("log")->items) text += line.text + "\n";
  const auto words = printed(log_of(text));
  if (const auto* says = entry.find("says")) {
    for (const auto& part : says->items) {
      BOOST_TEST(words.find(part.text) != words.npos, part.text << " is not in\n" << words);
    }
  }
  if (const auto* hides = entry.find("hides")) {
    for (const auto& part : hides->items) {
      BOOST_TEST(words.find(part.text) == words.npos, part.text << " is in\n" << words);
    }
  }
}

CASES("decoder", "decoder.cases.yaml", check_decoding);

BOOST_AUTO_TEST_SUITE(decoder_parts)

BOOST_AUTO_TEST_CASE(a_number_is_shown_to_who_asks_and_a_pin_never) {
  const auto log =
      log_of("> 00B0000011\n< FF100C313233343536373839303138FFFF9000\n> 002000800431323334\n< 9000\n");
  const auto words = printed(log, {.all_data = true, .show_numbers = true});
  BOOST_TEST(words.find("31 32 33 34 35 36 37 38 39 30 31 38") != words.npos);
  BOOST_TEST(words.find("80 04 31 32 33 34") == words.npos);
}

BOOST_AUTO_TEST_CASE(tlv_headers_need_not_be_the_shortest) {
  const auto header = read_header(*from_hex("FF4082009F"));
  BOOST_REQUIRE(header.has_value());
  BOOST_TEST(header->tag == 0xFF40U);
  BOOST_TEST(header->size == 5U);
  BOOST_TEST(header->length == 159U);
  BOOST_TEST(read_header(*from_hex("FF100C"))->length == 12U);
  BOOST_TEST(!read_header(*from_hex("FFFFFF")).has_value());
  BOOST_TEST(!read_header(*from_hex("3080")).has_value());
  BOOST_TEST(!read_header(*from_hex("30")).has_value());
  BOOST_TEST(!read_tlvs(*from_hex("300502")).has_value());
  BOOST_TEST(read_tlvs(*from_hex("0402AABBFFFFFF"))->size() == 1U);
  Bytes deep;
  for (int i = 0; i < 40; ++i) deep.insert(deep.begin(), {0x30, static_cast<std::uint8_t>(deep.size())});
  BOOST_TEST(!read_tlvs(deep).has_value());
}

BOOST_AUTO_TEST_CASE(a_card_at_work_is_printed_with_its_reasons) {
  std::ostringstream out;
  const std::function<void(const Event&)> listener = Live(out, card::load_generation("current"));
  listener({.number = 1, .time = {}, .step = 0, .actor = Actor::reader, .body = CardEvent{"powered-on", ""}});
  listener({.number = 2,
            .time = {},
            .step = 1,
            .actor = Actor::card,
            .body = ApduExchange{.command = "0020008004********",
                                 .response = "",
                                 .status = "63C2",
                                 .operation = "VERIFY",
                                 .meaning = "",
                                 .because = "the PIN is wrong",
                                 .source = "facts/card.md §4"}});
  BOOST_TEST(out.str() ==
             "    1 card powered-on\n"
             "    2 VERIFY no file, 4 bytes\n"
             "      > 00 20 00 80 04 ** ** ** **\n"
             "      < 63C2 2 tries left\n"
             "        because the PIN is wrong (facts/card.md §4)\n");
}

BOOST_AUTO_TEST_CASE(faults_and_a_second_card_are_told_apart) {
  std::ostringstream out;
  const auto generation = card::load_generation("current");
  const std::function<void(const Event&)> first = Live(out, generation);
  const std::function<void(const Event&)> second = Live(out, generation).of("second card");
  Event event{.number = 1,
              .time = {},
              .step = 0,
              .actor = Actor::card,
              .body = FaultStruck{"pulled", "during VERIFY", ""}};
  first(event);
  event.body = CardEvent{"inserted", "taro"};
  second(event);
  event.body = ApduExchange{"00840000", "", "6700", "", "", "", ""};
  second(event);
  BOOST_TEST(out.str() ==
             "    1 fault: pulled during VERIFY\n"
             "    1 second card inserted: taro\n"
             "    1 second card: GET CHALLENGE no Le\n"
             "      > 00 84 00 00\n"
             "      < 6700 wrong length\n");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace tameshi::trace
