// Whoever knows BoringSSL's test data finds each case of it here, under which name it says.
#include <sstream>

#include "base/testing/cases.hpp"
#include "fake-jlis/ca/deviation.hpp"
#include "fake-jlis/crl/lies.hpp"
#include "fake-jlis/ocsp/lying_service.hpp"

namespace tameshi::jlis::http {
namespace {

using tameshi::testing::text_at;

// "a, b"
std::vector<std::string> names_in(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> out;
  for (std::string name; std::getline(in >> std::ws, name, ',');) out.push_back(name);
  return out;
}

void check(const yaml::Node& row) {
  const auto& list = text_at(row, "name").starts_with("ocsp/") ? ocsp::lies() : crl::lies();
  std::size_t found = 0;
  for (const auto& name : names_in(text_at(row, "lie"))) {
    BOOST_TEST(list.find(name) != nullptr, name);
    ++found;
  }
  for (const auto& name : names_in(text_at(row, "deviation"))) {
    BOOST_TEST(ca::find_deviation(name).has_value(), name);
    ++found;
  }
  BOOST_TEST((found > 0 || !text_at(row, "honest").empty() || !text_at(row, "beyond").empty()));
}

CASES("what_boringssl_tests", "boringssl.cases.yaml", check);

}  // namespace
}  // namespace tameshi::jlis::http
