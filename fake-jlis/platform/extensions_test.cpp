#include <fmt/format.h>

#include <boost/test/unit_test.hpp>

#include "base/der.hpp"
#include "fake-jlis/platform/certificate.hpp"

namespace tameshi::jlis::platform {
namespace {

Result<std::vector<Extension>> read_many(unsigned count) {
  Bytes all;
  for (unsigned i = 0; i < count; ++i) {
    const auto one = der::sequence({der::oid(fmt::format("1.2.{}", i)), der::octet_string(der::null())});
    all.insert(all.end(), one.begin(), one.end());
  }
  const auto list = der::sequence({all});
  der::Reader reader(list);
  return read_extensions(value_or_trouble(reader.next("the extensions")));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(extensions)

// Whoever sends a certificate of a megabyte must not buy minutes with it.
BOOST_AUTO_TEST_CASE(a_hundred_extensions_are_read_and_no_more) {
  BOOST_TEST(read_many(100).value().size() == 100U);
  BOOST_TEST(read_many(101).error().what == "more than 100 extensions");
  BOOST_TEST(read_many(50'000).error().what == "more than 100 extensions");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tameshi::jlis::platform
