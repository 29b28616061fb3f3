#include "base/utf8.hpp"

#include "base/bytes.hpp"
#include "base/testing/cases.hpp"

using namespace tameshi;
using testing::text_at;

namespace {

void check(const yaml::Node& test) {
  const auto bytes = from_hex(text_at(test, "bytes")).value();
  const auto at = first_malformed_utf8(text_of(bytes));
  BOOST_TEST((at ? std::to_string(*at) : "") == text_at(test, "malformed-at"));
}

CASES("utf8", "utf8.cases.yaml", check);

}  // namespace
