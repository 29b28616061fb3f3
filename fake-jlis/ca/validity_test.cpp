#include "fake-jlis/ca/validity.hpp"

#include "base/testing/cases.hpp"

using namespace tameshi;
using namespace tameshi::jlis::ca;

namespace {

std::chrono::year_month_day date_at(const yaml::Node& test, std::string_view key) {
  return value_or_trouble(parse_date(testing::text_at(test, key)));
}

std::optional<Instant> cap_at(const yaml::Node& test, std::string_view key) {
  if (test.find(key) == nullptr) return std::nullopt;
  return end_of_day_in_japan(date_at(test, key));
}

void check_end(const yaml::Node& test) {
  const auto of = testing::text_at(test, "of");
  const auto issued = value_or_trouble(parse_instant(testing::text_at(test, "issued")));
  const auto expected = testing::text_at(test, "ends");
  if (of == "signature-permission") {
    BOOST_TEST(may_have_signature_certificate(date_at(test, "birth"), issued) == (expected == "yes"));
    return;
  }
  Instant end{};
  if (of == "authority") end = authority_not_after(issued);
  if (of == "card") end = card_not_after(date_at(test, "birth"), issued);
  if (of == "certificate") {
    end = certificate_not_after({date_at(test, "birth"), issued, testing::text_at(test, "renewal") == "yes",
                                 cap_at(test, "card-ends"), cap_at(test, "authentication-ends")});
  }
  BOOST_TEST(to_string(end) == to_string(value_or_trouble(parse_instant(expected))));
}

}  // namespace

CASES("validity", "validity.cases.yaml", check_end);
