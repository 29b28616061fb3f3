#include "conformance/subjects/manual_subject.hpp"

#include "base/testing/cases.hpp"

namespace tameshi::subjects {
namespace {

const std::vector<std::string> outcomes{"done", "wrong-pin", "pin-blocked"};
const std::vector<std::string> details{"tries-left", "reason"};

void check(const yaml::Node& item) {
  const auto reply = person_said(testing::text_at(item, "types"), outcomes, details);
  std::string out = reply ? reply->outcome : to_string(reply.error());
  if (reply) {
    for (const auto& [name, value] : reply->details) out += ", " + name + ": " + value;
  }
  BOOST_TEST(out == testing::text_at(item, "means"));
}

CASES("manual", "manual.cases.yaml", check);

}  // namespace
}  // namespace tameshi::subjects
