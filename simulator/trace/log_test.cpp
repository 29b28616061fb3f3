#include "simulator/trace/log.hpp"

#include "base/testing/cases.hpp"

namespace tameshi::trace {
namespace {

std::string answers_of(const std::vector<LoggedExchange>& exchanges) {
  std::string out;
  for (const auto& exchange : exchanges) {
    if (exchange.response.bytes.size() < 2) continue;
    if (!out.empty()) out += ' ';
    out += hex(ByteView(exchange.response.bytes).last(2));
  }
  return out;
}

void check_problems(const Log& log, const yaml::Node* expected) {
  const auto count = expected == nullptr ? 0 : expected->items.size();
  BOOST_REQUIRE_EQUAL(log.problems.size(), count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto said = to_string(log.problems[i]);
    BOOST_TEST(said.starts_with("a.log:" + expected->items[i].text), said);
  }
}

void check_log(const yaml::Node& entry) {
  const auto log = read_log(testing::text_at(entry, "text"), "a.log");
  if (const auto refused = testing::text_at(entry, "refused"); !refused.empty()) {
    BOOST_REQUIRE(!log.has_value());
    BOOST_TEST(log.error().what.starts_with(refused), log.error().what);
    return;
  }
  if (!log) {
    BOOST_ERROR(to_string(log.error()));
    return;
  }
  BOOST_TEST(to_string(log->format) == testing::text_at(entry, "format"));
  std::vector<LoggedExchange> exchanges;
  for (const auto& item : log->entries) {
    if (const auto* exchange = std::get_if<LoggedExchange>(&item)) exchanges.push_back(*exchange);
  }
  BOOST_TEST(std::to_string(exchanges.size()) == testing::text_at(entry, "exchanges"));
  BOOST_TEST(answers_of(exchanges) == testing::text_at(entry, "answers"));
  check_problems(*log, entry.find("problems"));
}

CASES("log", "log.cases.yaml", check_log);

}  // namespace
}  // namespace tameshi::trace
