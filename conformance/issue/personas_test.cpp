// Every persona on every day still breaks what it is there to break: personas.cases.yaml, on three days.
#include <fmt/format.h>

#include "base/testing/cases.hpp"
#include "conformance/issue/test_world.hpp"

namespace tameshi::issue {
namespace {

using std::chrono::days;
using tameshi::testing::text_at;
using testing::world_of;
namespace registry = jlis::registry;

// Days far apart; the last is a leap day.
constexpr std::array clocks{"2026-04-01T12:00+09:00", "2031-02-28T12:00+09:00", "2040-02-29T12:00+09:00"};

struct Span {
  long from = 0;
  long to = 0;
  [[nodiscard]] bool holds(long value) const { return from <= value && value <= to; }
};

Span span_at(const yaml::Node& row, std::string_view key, Span usual) {
  const auto* node = row.find(key);
  if (node == nullptr) return usual;
  return {std::stol(node->items.at(0).text), std::stol(node->items.at(1).text)};
}

std::chrono::sys_days day_of(Instant instant) {
  return in_japan(instant).date;
}

void check_certificates(const yaml::Node& row, const play::IssuedCard& card) {
  auto held = text_at(row, "certificates");
  if (held.empty()) held = "both";
  BOOST_TEST(card.signature.has_value() == (held == "both" || held == "signature"));
  BOOST_TEST(card.authentication.has_value() == (held == "both" || held == "authentication"));
  BOOST_TEST(card.image.contents.contains("signature-certificate") == card.signature.has_value());
  BOOST_TEST(card.image.keys.contains("signature-key") == card.signature.has_value());
}

// The card's days and its certificates', which end no later; who has none left is told by both.
void check_validity(const yaml::Node& row, const play::World& world) {
  const auto& card = world.issued();
  const auto now = world.clock().now();
  const auto left = (day_of(card.not_after) - day_of(now)).count();
  const auto span = span_at(row, "days-left", {1, 3660});
  BOOST_TEST(span.holds(left), left << " days left");
  for (const auto& certificate : {card.signature, card.authentication}) {
    if (!certificate) continue;
    BOOST_TEST((certificate->not_before < now));
    BOOST_TEST((certificate->not_after <= card.not_after));
    BOOST_TEST((certificate->not_after >= now) == (left >= 0));
  }
  BOOST_TEST((card.signature_ca.not_after > now));
}

// In whole years; who has no year of birth has no age.
long age_on(std::chrono::year_month_day birth, Instant instant) {
  const auto today = in_japan(instant).date;
  const bool had_birthday = std::pair{today.month(), today.day()} >= std::pair{birth.month(), birth.day()};
  return static_cast<int>(today.year()) - static_cast<int>(birth.year()) - (had_birthday ? 0 : 1);
}

void check_age(const yaml::Node& row, const play::World& world) {
  const auto& birth = world.persona().birth;
  if (static_cast<int>(birth.date.year()) == 0) return;
  const auto span = span_at(row, "age", {18, 130});
  for (const auto when : {world.issued().issued_at, world.clock().now()}) {
    const auto age = age_on(birth.date, when);
    BOOST_TEST(span.holds(age), age << " years old on " << to_string(when));
  }
}

// VERIFY without data, as a reader asks: 63Cx (facts/card.md §4).
unsigned tries_asked(card::IndividualNumberCard& card, const Bytes& aid, std::uint16_t pin) {
  Bytes select{0x00, 0xA4, 0x04, 0x0C, static_cast<std::uint8_t>(aid.size())};
  append(select, aid);
  card.transmit(select);
  card.transmit(Bytes{0x00, 0xA4, 0x02, 0x0C, 0x02, static_cast<std::uint8_t>(pin >> 8),
                      static_cast<std::uint8_t>(pin)});
  const auto status = card.transmit(Bytes{0x00, 0x20, 0x00, 0x80}).status;
  BOOST_TEST((status.value() & 0xFFF0U) == 0x63C0U);
  return status.value() & 0xFU;
}

void check_tries(const yaml::Node& row, play::World& world) {
  const auto said = text_at(row, "tries");
  for (const auto& application : world.card().generation().applications) {
    for (const auto& pin : application.pins) {
      const bool is_set = world.image().pins.contains(pin.value);
      const auto wanted = !is_set ? 0 : said.empty() ? pin.tries : std::stoul(said);
      BOOST_TEST(tries_asked(world.card(), application.aid, pin.id) == wanted,
                 application.name << " " << pin.name);
    }
  }
}

void check_persona(const yaml::Node& row) {
  for (const auto* clock : clocks) {
    BOOST_TEST_CONTEXT(clock) {
      play::World world(world_of(text_at(row, "name"), clock));
      check_certificates(row, world.issued());
      check_validity(row, world);
      check_age(row, world);
      check_tries(row, world);
      const bool suspended = text_at(row, "state") == "suspended";
      BOOST_TEST((world.persona().card.state == registry::CardState::suspended) == suspended);
    }
  }
}
CASES("personas", "personas.cases.yaml", check_persona);

}  // namespace

BOOST_AUTO_TEST_SUITE(all_personas)

BOOST_AUTO_TEST_CASE(each_has_its_row) {
  std::vector<std::string> rows;
  for (const auto& row : tameshi::testing::read_cases(TAMESHI_ROOM "/personas.cases.yaml").items)
    rows.push_back(text_at(row, "name"));
  const auto ids = registry::persona_ids();
  BOOST_TEST(rows == ids, boost::test_tools::per_element());
}

// The key on the card is the one in the certificate, of whatever algorithm, and every signature inside is
// made: a card of another kind is issued as readily.
BOOST_AUTO_TEST_CASE(each_is_issued_as_every_generation_of_card) {
  for (const auto& id : registry::persona_ids()) {
    for (const auto& generation : card::generation_names()) {
      BOOST_TEST_CONTEXT(id << " as " << generation) {
        auto settings = world_of(id, clocks[0]);
        settings.generation = generation;
        const play::World world(settings);
        BOOST_TEST(world.card().generation().name == generation);
        const auto& image = world.image();
        for (const std::string kind : {"signature", "authentication"}) {
          const auto key = image.keys.find(kind + "-key");
          if (key == image.keys.end()) continue;
          BOOST_TEST(key->second.is_rsa() ==
                     (play::line_of(world.card().generation()) != jlis::ca::Line::next));
          const auto& der = image.contents.at(kind + "-certificate");
          const auto& info = key->second.public_key_info();
          BOOST_TEST((std::search(der.begin(), der.end(), info.begin(), info.end()) != der.end()));
        }
        BOOST_TEST(image.keys.at("card-face/signing-key").is_rsa());
      }
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(one_persona)

constexpr auto day = clocks[0];

std::uint16_t verify_authentication(card::IndividualNumberCard& card, std::string_view pin) {
  card.transmit(from_hex("00A4040C0AD392F000260100000001").value());
  card.transmit(from_hex("00A4020C020018").value());
  auto verify = from_hex("0020008004").value();
  append(verify, bytes_of(pin));
  return card.transmit(verify).status.value();
}

BOOST_AUTO_TEST_CASE(last_try_is_locked_by_one_wrong_pin) {
  play::World world(world_of("last-try", day));
  BOOST_TEST(verify_authentication(world.card(), "9999") == 0x63C0U);
  BOOST_TEST(verify_authentication(world.card(), "1234") == 0x6984U);
}

BOOST_AUTO_TEST_CASE(last_try_has_all_tries_again_after_the_right_pin) {
  play::World world(world_of("last-try", day));
  BOOST_TEST(verify_authentication(world.card(), "1234") == 0x9000U);
  BOOST_TEST(world.card().tries_left("authentication-pin").value() == 3U);
}

BOOST_AUTO_TEST_CASE(locked_takes_not_even_the_right_pin) {
  play::World world(world_of("locked", day));
  BOOST_TEST(verify_authentication(world.card(), "1234") == 0x6984U);
}

BOOST_AUTO_TEST_CASE(pins_never_set_take_no_pin) {
  play::World world(world_of("pins-never-set", day));
  BOOST_TEST(verify_authentication(world.card(), "0000") == 0x6984U);
}

// The cards themselves know of no date and no report.
BOOST_AUTO_TEST_CASE(suspended_and_expired_cards_work_as_ever) {
  for (const auto* id : {"suspended", "expired"}) {
    play::World world(world_of(id, day));
    BOOST_TEST(verify_authentication(world.card(), "1234") == 0x9000U);
    world.card().transmit(from_hex("00A4020C020017").value());
    const auto signed_data = world.card().transmit(from_hex("802A008003ABCDEF00").value());
    BOOST_TEST(signed_data.status.value() == 0x9000U);
    BOOST_TEST(signed_data.data.size() == 256U);
  }
}

BOOST_AUTO_TEST_CASE(leap_day_ends_on_the_28th_in_a_common_year_and_on_the_29th_in_a_leap_year) {
  const auto end_of = [](std::string_view clock) {
    return to_string(play::World(world_of("leap-day", clock)).issued().authentication->not_after);
  };
  BOOST_TEST(end_of("2026-04-01") == "2030-02-28T23:59:59+09:00");
  BOOST_TEST(end_of("2028-01-01") == "2032-02-29T23:59:59+09:00");
}

BOOST_AUTO_TEST_CASE(birth_unknown_is_reckoned_from_the_day_of_issue) {
  const play::World world(world_of("birth-unknown", day));
  BOOST_TEST(to_string(world.issued().issued_at) == "2025-10-03T09:00:00+09:00");
  BOOST_TEST(to_string(world.issued().not_after) == "2035-10-03T23:59:59+09:00");
  BOOST_TEST(to_string(world.issued().authentication->not_after) == "2030-10-03T23:59:59+09:00");
}

// U+20BB7 and U+29E3D; U+E0100 and U+E0101 after their kanji: in the certificate and in EF 0002.
BOOST_AUTO_TEST_CASE(rare_characters_survive_byte_for_byte) {
  for (const auto& [id, name] :
       {std::pair{"supplementary-kanji", "F0A0AEB7E9878EE38080F0A9B8BD"},
        std::pair{"variation-selectors", "E8919BF3A08480E59F8EE38080E8BEBBF3A08481E5AD90"}}) {
    const play::World world(world_of(id, day));
    const auto length = fmt::format("{:02X}", std::string_view(name).size() / 2);
    const auto holds = [&](const char* what, const std::string& bytes) {
      return hex(world.image().contents.at(what)).find(bytes) != std::string::npos;
    };
    BOOST_TEST(holds("signature-certificate", "0C" + length + name), id);
    BOOST_TEST(holds("input-support/attributes", "DF22" + length + name), id);
  }
}

BOOST_AUTO_TEST_CASE(moved_abroad_has_a_day_in_the_past_and_a_card_that_goes_on) {
  const play::World world(world_of("moved-abroad", day));
  BOOST_TEST_REQUIRE(world.persona().moved_abroad.has_value());
  const auto today = in_japan(world.clock().now()).date;
  BOOST_TEST((registry::date_from(*world.persona().moved_abroad, today) < today));
  BOOST_TEST((world.issued().not_after > world.clock().now()));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tameshi::issue
