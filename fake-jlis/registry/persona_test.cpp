#include "fake-jlis/registry/persona.hpp"

#include "base/testing/cases.hpp"
#include "fake-jlis/registry/characters.hpp"
#include "fake-jlis/registry/my_number.hpp"

using namespace tameshi;
using namespace tameshi::jlis::registry;
using namespace std::chrono_literals;

namespace {

// A persona with every key on a line of its own; the cases change one.
std::vector<std::pair<std::string, std::string>> whole_persona() {
  return {
      {"id", "hanako"},
      {"name", "試験　花子"},
      {"romaji", "Hanako Shiken"},
      {"birth-date", "1995-04-10"},
      {"sex", "2"},
      {"address", "東京都清瀬市架空町１丁目２－３－１０４"},
      {"municipality", "{ code: 13221, prefecture: Tokyo-to, name: Kiyose-shi }"},
      {"my-number", "123456789018"},
      {"pins", "{ authentication: 1234, signature: ABC123, input-support: 1234, resident-register: 1234 }"},
      {"substitutes", "{ name: [1], address: [19] }"},
      {"card", "{ security-code: 2026 }"},
      {"#", "the end"},
  };
}

std::string changed_text(const std::string& key, const std::string& value) {
  auto lines = whole_persona();
  const auto line = std::find_if(lines.begin(), lines.end(), [&](const auto& l) { return l.first == key; });
  if (line == lines.end()) {
    if (!key.empty()) lines.emplace_back(key, value);
  } else if (value.empty()) {
    lines.erase(line);
  } else {
    line->second = value;
  }
  std::string out;
  for (const auto& [k, v] : lines) out.append(k).append(k == "#" ? " " : ": ").append(v).append("\n");
  return out;
}

void check_reading(const yaml::Node& test) {
  yaml::Problems problems;
  const auto text = changed_text(testing::text_at(test, "key"), testing::text_at(test, "value"));
  const auto persona = read_persona(text, "hanako.yaml", problems);
  const auto expected = testing::text_at(test, "problem");
  BOOST_TEST(persona.has_value() == expected.empty());
  BOOST_TEST(problems.empty() == expected.empty());
  if (problems.empty()) return;
  BOOST_TEST(to_string(problems.all().front()) == expected);
  if (testing::text_at(test, "more").empty()) BOOST_TEST(problems.all().size() == 1U);
}

void check_birth_date(const yaml::Node& test) {
  const auto date = value_or_trouble(parse_date(testing::text_at(test, "date")));
  const auto era = era_of(date);
  BOOST_TEST_REQUIRE(era.has_value());
  BOOST_TEST(digits({*era, date}) == testing::text_at(test, "digits"));
  BOOST_TEST(std::to_string(era_year(*era, date.year())) == testing::text_at(test, "era-year"));
}

void check_card_date(const yaml::Node& test) {
  const auto date = parse_card_date(testing::text_at(test, "text"));
  const auto expected = testing::text_at(test, "date");
  BOOST_TEST_REQUIRE(date.has_value() == !expected.empty());
  if (!date) return;
  const auto today = value_or_trouble(parse_date(testing::text_at(test, "from")));
  BOOST_TEST(to_string(date_from(*date, today)) == expected);
  BOOST_TEST(to_string(*date) == testing::text_at(test, "written"));
}

}  // namespace

CASES("card-date", "card_date.cases.yaml", check_card_date);
CASES("persona", "persona.cases.yaml", check_reading);
CASES("birth-date", "birth_date.cases.yaml", check_birth_date);

BOOST_AUTO_TEST_SUITE(personas)

BOOST_AUTO_TEST_CASE(every_built_in_persona_reads_and_is_named_after_its_file) {
  const auto ids = persona_ids();
  BOOST_TEST(ids.size() >= 24U);
  for (const auto& id : ids) {
    const auto persona = find_persona(id);
    BOOST_TEST_REQUIRE(persona.has_value(), (persona ? "" : to_string(persona.error())));
    BOOST_TEST(persona->id == id);
    BOOST_TEST(!persona->purpose.empty(), id);
  }
}

BOOST_AUTO_TEST_CASE(hanako_has_the_short_attributes_and_the_usual_pins) {
  const auto hanako = value_or_trouble(find_persona(default_persona));
  BOOST_TEST(hanako.name.size() == 15U);     // DF 22 0F
  BOOST_TEST(hanako.address.size() == 57U);  // DF 23 39
  BOOST_TEST(hanako.pins.authentication.plain() == "1234");
  BOOST_TEST(hanako.pins.signature.plain() == "ABC123");
  BOOST_TEST(hanako.municipality.code == "13221");
  BOOST_TEST(digits(hanako.birth) == "419950410");
}

BOOST_AUTO_TEST_CASE(kiyoshi_keeps_the_leading_zero_of_his_municipality_and_his_flags) {
  const auto kiyoshi = value_or_trouble(find_persona("kiyoshi"));
  BOOST_TEST(kiyoshi.municipality.code == "01106");
  BOOST_TEST(substitute_digits(kiyoshi.name, kiyoshi.substitutes.name) == "1000001");
  BOOST_TEST(substitute_digits(kiyoshi.address, kiyoshi.substitutes.address) == "000000001000000000");
}

BOOST_AUTO_TEST_CASE(a_missing_persona_is_met_with_a_suggestion) {
  BOOST_TEST(to_string(find_persona("hanoko").error()) ==
             "there is no persona \"hanoko\"; did you mean \"hanako\"?");
  BOOST_TEST(!find_persona("../personas/hanako").has_value());
}

BOOST_AUTO_TEST_CASE(all_mistakes_of_a_file_are_listed) {
  yaml::Problems problems;
  BOOST_TEST(!read_persona("id: X\nname: y\nsex: 9\n", "x.yaml", problems).has_value());
  BOOST_TEST(problems.all().size() == 10U);
}

BOOST_AUTO_TEST_CASE(no_mistake_quotes_a_secret) {
  auto text = changed_text(
      "pins", "{ authentication: 9x76, signature: secret99, input-support: 98765, resident-register: 9 }");
  text += "extra: 1\n";
  yaml::Problems problems;
  BOOST_TEST(!read_persona(text, "x.yaml", problems).has_value());
  for (const auto& problem : problems.all()) {
    const auto line = to_string(problem);
    for (const auto* secret : {"9x76", "secret99", "98765"})
      BOOST_TEST(line.find(secret) == std::string::npos, line);
  }
}

BOOST_AUTO_TEST_CASE(unknown_parts_of_a_birth_date_are_zeros) {
  BOOST_TEST(digits({Era::heisei, std::chrono::year{0} / 0 / 0}) == "400000000");
  BOOST_TEST(digits({Era::showa, std::chrono::year{1952} / 2 / 0}) == "319520200");
  BOOST_TEST(!BirthDate({Era::heisei, std::chrono::year{0} / 0 / 0}).is_known());
}

BOOST_AUTO_TEST_CASE(an_age_stays_and_the_birth_date_moves_with_the_world) {
  const auto child = value_or_trouble(find_persona("under-fifteen"));
  BOOST_TEST(digits(child.birth) == "420160801");  // 平成28, seen from usual_day
  BOOST_TEST(digits(as_of(child, 2026y / 4 / 1).birth) == digits(child.birth));
  BOOST_TEST(digits(as_of(child, 2040y / 2 / 29).birth) == "520300629");
  const auto hanako = value_or_trouble(find_persona("hanako"));
  BOOST_TEST((as_of(hanako, 2040y / 2 / 29) == hanako));
}

BOOST_AUTO_TEST_CASE(text_that_is_not_utf8_has_no_characters) {
  BOOST_TEST(characters_of("花子")->size() == 2U);
  BOOST_TEST(characters_of("𠮷")->size() == 1U);
  for (const auto* bad : {"\x80", "\xC0\x80", "\xE8\x8A", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xFF"}) {
    BOOST_TEST(!characters_of(bad).has_value());
  }
}

BOOST_AUTO_TEST_CASE(my_number_refuses_letters_and_lengths) {
  BOOST_TEST(is_my_number("111111111118"));
  BOOST_TEST(!is_my_number("11111111111A"));
  BOOST_TEST(!is_my_number(""));
  BOOST_TEST(!is_my_number("1111111111180"));
}

BOOST_AUTO_TEST_SUITE_END()
