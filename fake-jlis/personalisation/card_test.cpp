// Files byte by byte, credentials, and that the same card is the same bytes.
#include <boost/test/unit_test.hpp>

#include "base/testing/cases.hpp"
#include "fake-jlis/personalisation/credentials.hpp"
#include "fake-jlis/personalisation/test_world.hpp"

namespace tameshi::jlis::personalisation {
namespace {

using tameshi::testing::text_at;
using testing::world;

registry::BirthDate birth_from(const std::string& digits) {
  const auto number = [&](std::size_t at, std::size_t length) {
    return static_cast<unsigned>(std::stoul(digits.substr(at, length)));
  };
  return {static_cast<registry::Era>(number(0, 1)),
          {std::chrono::year(static_cast<int>(number(1, 4))), std::chrono::month(number(5, 2)),
           std::chrono::day(number(7, 2))}};
}

registry::Persona persona_of(const yaml::Node& item) {
  auto persona = value_or_trouble(registry::find_persona(text_at(item, "persona")));
  if (const auto birth = text_at(item, "birth"); !birth.empty()) persona.birth = birth_from(birth);
  if (const auto sex = text_at(item, "sex"); !sex.empty())
    persona.sex = static_cast<registry::Sex>(std::stoi(sex));
  if (const auto count = text_at(item, "address-characters"); !count.empty()) {
    persona.address.clear();
    for (int i = 0; i < std::stoi(count); ++i) persona.address += "架";
  }
  return persona;
}

void check_file(const yaml::Node& item) {
  const auto card = world().card(persona_of(item), Images::absent);
  const auto contents = hex(card.contents.at(text_at(item, "file")));
  const auto starts = hex(from_hex(text_at(item, "starts")).value());
  const auto ends = hex(from_hex(text_at(item, "ends")).value());
  BOOST_TEST(contents.substr(0, starts.size()) == starts);
  BOOST_TEST(contents.substr(contents.size() - std::min(ends.size(), contents.size())) == ends);
  if (const auto size = text_at(item, "size"); !size.empty())
    BOOST_TEST(contents.size() / 2 == std::stoul(size));
}
CASES("card files", "card.cases.yaml", check_file);

void check_credentials(const yaml::Node& item) {
  auto persona = value_or_trouble(registry::find_persona("hanako"));
  persona.birth = birth_from(text_at(item, "birth"));
  persona.card.security_code = Secret(text_at(item, "security-code"));
  const auto until = end_of_day_in_japan(value_or_trouble(parse_date(text_at(item, "until"))));
  const auto pins = credentials_of(persona, until);
  BOOST_TEST(pins.at("number-b").plain() == text_at(item, "number-b"));
  BOOST_TEST(pins.at("birth-key").plain() == text_at(item, "number-b").substr(0, 6));
  BOOST_TEST(pins.at("number-a").plain() == persona.my_number);
}
CASES("credentials", "credentials.cases.yaml", check_credentials);

}  // namespace

BOOST_AUTO_TEST_SUITE(personalise_card)

BOOST_AUTO_TEST_CASE(the_same_card_is_the_same_bytes) {
  const auto once = world().card("taro", Images::drawn);
  BOOST_TEST((once.contents == world().card("taro", Images::drawn).contents));
}

BOOST_AUTO_TEST_CASE(another_issuer_of_the_same_keys_makes_the_same_card) {
  const Issuer other(world().issuer_keys);
  const auto persona = value_or_trouble(registry::find_persona("hanako"));
  const auto card = personalise(other, persona, world().terms(Images::absent));
  BOOST_TEST((card.contents == world().card("hanako", Images::absent).contents));
}

BOOST_AUTO_TEST_CASE(images_change_nothing_but_the_files_that_hold_them) {
  const auto drawn = world().card("hanako", Images::drawn);
  for (const auto& [name, bytes] : world().card("hanako", Images::absent).contents) {
    const bool holds_images = name == "card-face/face" || name == "card-face/number-image";
    BOOST_TEST((drawn.contents.at(name) == bytes) == !holds_images, name);
  }
}

BOOST_AUTO_TEST_CASE(keys_and_pins_go_by_the_names_of_the_tables) {
  const auto card = world().card("taro", Images::absent);
  for (const char* key : {"input-support/internal-key", "input-support/session-key", "card-face/signing-key",
                          "common/internal-key"}) {
    BOOST_TEST(static_cast<bool>(card.keys.at(key)), key);
  }
  BOOST_TEST(card.pins.at("input-support-pin").plain() == "1478");
  BOOST_TEST(card.pins.at("resident-register-pin").plain() == "3690");
  BOOST_TEST(card.pins.at("common-pin").plain() == "3690");
  BOOST_TEST(card.pins.contains("free-area-pin"));
}

BOOST_AUTO_TEST_CASE(a_pin_that_was_not_set_is_not_there) {
  auto persona = value_or_trouble(registry::find_persona("hanako"));
  persona.pins.input_support = Secret();
  const auto pins = world().card(persona, Images::absent).pins;
  BOOST_TEST(!pins.contains("input-support-pin"));
  BOOST_TEST(pins.contains("number-b"));
}

BOOST_AUTO_TEST_CASE(an_unknown_layout_is_trouble) {
  BOOST_CHECK_THROW(Issuer(world().issuer_keys, "no-such-layout"), Trouble);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tameshi::jlis::personalisation
