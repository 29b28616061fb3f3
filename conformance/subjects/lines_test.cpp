#include "conformance/subjects/lines.hpp"

#include "base/testing/cases.hpp"

namespace tameshi::subjects {
namespace {

std::string told(const yaml::Node& item) {
  const auto& act = *scenario::vocabulary().find("subject", testing::text_at(item, "operation"));
  const auto answer = answer_in(testing::text_at(item, "line"), act);
  if (!answer) return "problem: " + answer.error().what;
  std::string out = std::to_string(answer->id) + " " + answer->reply.outcome;
  for (const auto& [name, value] : answer->reply.details) out += ", " + name + ": " + value;
  for (const auto& artefact : answer->reply.artefacts)
    out += ", " + artefact.name + " " + hex(artefact.contents);
  return out;
}

void check(const yaml::Node& item) {
  BOOST_TEST(told(item) == testing::text_at(item, "says"));
}

CASES("lines", "lines.cases.yaml", check);

}  // namespace

BOOST_AUTO_TEST_CASE(a_question_is_one_line_in_the_products_words) {
  const Operation sign{"sign",
                       {{"key", "authentication", {}, {}},
                        {"pin", "right", Secret("1234"), {}},
                        {"document", "contract", {}, bytes_of("I agree")}},
                       {"signature"}};
  const std::vector<WordMap> words{{"key", {{"authentication", "01"}, {"signature", "02"}}}};
  BOOST_TEST(
      question_line(7, sign, words, Secrets::plain) ==
      R"({"id":7,"operation":"sign","document":"SSBhZ3JlZQ==","parameters":{"key":"01","pin":"1234"}})");
  BOOST_TEST(question_line(7, sign, words, Secrets::dots).find("1234") == std::string::npos);
}

}  // namespace tameshi::subjects
