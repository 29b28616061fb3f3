#include "fake-jlis/ca/validity.hpp"

#include "base/testing/cases.hpp"
#include "fake-jlis/ca/authority.hpp"

using namespace tameshi;
using namespace tameshi::jlis::ca;
namespace registry = tameshi::jlis::registry;

namespace {

std::chrono::year_month_day date_at(const yaml::Node& test, std::string_view key) {
  return value_or_trouble(parse_date(testing::text_at(test, key)));
}

std::optional<Instant> cap_at(const yaml::Node& test, std::string_view key) {
  if (test.find(key) == nullptr) return std::nullopt;
  return end_of_day_in_japan(date_at(test, key));
}

// Hanako with another birth date, EYYYYMMDD as the register has it, and with dates of her own.
registry::Persona persona_of(const yaml::Node& test) {
  auto persona = value_or_trouble(registry::find_persona("hanako"));
  const auto date = [&](std::string_view key) -> std::optional<registry::CardDate> {
    if (test.find(key) == nullptr) return std::nullopt;
    return value_or_trouble(registry::parse_card_date(testing::text_at(test, key)));
  };
  persona.card.expires = date("expires");
  persona.stay_until = date("stay-until");
  const auto birth = testing::text_at(test, "birth");
  const auto number = [&](std::size_t at, std::size_t size) { return std::stoi(birth.substr(at, size)); };
  if (!birth.empty())
    persona.birth = {static_cast<registry::Era>(number(0, 1)),
                     std::chrono::year{number(1, 4)} / number(5, 2) / number(7, 2)};
  return persona;
}

void check_end(const yaml::Node& test) {
  const auto of = testing::text_at(test, "of");
  const auto issued = value_or_trouble(parse_instant(testing::text_at(test, "issued")));
  const auto expected = testing::text_at(test, "ends");
  if (of == "signature-permission") {
    BOOST_TEST(may_have_signature_certificate(date_at(test, "birth"), issued) == (expected == "yes"));
    return;
  }
  if (of == "reckoned-permission") {
    const auto birth = reckoned_birth(persona_of(test).birth, issued);
    BOOST_TEST(may_have_signature_certificate(birth, issued) == (expected == "yes"));
    return;
  }
  if (of == "persona") {
    const auto today = test.find("today") == nullptr ? issued : start_of_day_in_japan(date_at(test, "today"));
    const auto persona = persona_of(test);
    BOOST_TEST(to_string(card_end_of(persona, issued, today)) ==
               to_string(value_or_trouble(parse_instant(expected))));
    return;
  }
  Instant end{};
  if (of == "authority") end = authority_not_after(issued);
  if (of == "renewal") end = renewal_opens(issued);
  if (of == "card") end = card_not_after(date_at(test, "birth"), issued);
  if (of == "certificate") {
    end = certificate_not_after({date_at(test, "birth"), issued, testing::text_at(test, "renewal") == "yes",
                                 cap_at(test, "card-ends"), cap_at(test, "authentication-ends")});
  }
  BOOST_TEST(to_string(end) == to_string(value_or_trouble(parse_instant(expected))));
}

}  // namespace

CASES("validity", "validity.cases.yaml", check_end);
