#include "base/der_reader.hpp"

#include <fmt/format.h>

#include "base/testing/cases.hpp"

using namespace tameshi;
using testing::text_at;

namespace {

// "04 81 80 + 128": the bytes, then so many of 5A.
Bytes bytes_in(const std::string& text) {
  const auto plus = text.find('+');
  auto out = *from_hex(text.substr(0, plus));
  if (plus != std::string::npos) out.insert(out.end(), std::stoul(text.substr(plus + 1)), 0x5A);
  return out;
}

std::string shown(const der::Element& element) {
  if (element.contents.empty()) return fmt::format("{:02X}", element.tag);
  if (element.contents.size() > 16)
    return fmt::format("{:02X} and {} bytes", element.tag, element.contents.size());
  return fmt::format("{:02X} {}", element.tag, hex(element.contents));
}

Result<std::string> understood(const der::Element& element, const std::string& as) {
  if (as == "boolean") {
    TRY(const bool value, der::boolean_in(element));
    return std::string(value ? "yes" : "no");
  }
  if (as == "integer") {
    TRY(const auto octets, der::integer_in(element));
    const auto number = der::unsigned_in(octets);
    return number ? fmt::format("{}", *number) : "not a serial number of ours";
  }
  if (as == "oid") return der::oid_in(element);
  if (as == "bits") {
    TRY(const auto octets, der::octets_of_bits_in(element));
    return hex(octets);
  }
  if (as == "named-bits") {
    TRY(const auto bits, der::named_bits_in(element));
    return fmt::format("{:b}", bits);
  }
  if (as == "time") {
    TRY(const auto instant, der::time_in(element));
    return to_string(instant);
  }
  return shown(element);
}

Result<std::string> read(const Bytes& bytes, const std::string& as) {
  der::Reader reader(bytes);
  TRY(const auto element, reader.next("it"));
  if (const auto end = reader.end("it"); !end) return tl::unexpected(end.error());
  return understood(element, as);
}

void check(const yaml::Node& node) {
  const auto seen = read(bytes_in(text_at(node, "der")), text_at(node, "as"));
  const auto refused = text_at(node, "refused");
  BOOST_TEST((seen ? *seen : to_string(seen.error())) ==
             (refused.empty() ? text_at(node, "means") : refused));
  BOOST_TEST(seen.has_value() == refused.empty());
}

}  // namespace

CASES("der-reader", "der_reader.cases.yaml", check);

BOOST_AUTO_TEST_CASE(the_reader_tells_tags_apart) {
  const auto bytes = *from_hex("30050201070500");
  der::Reader outer(bytes);
  der::Reader inner(*outer.next(der::sequence_tag, "the sequence"));
  BOOST_TEST(!inner.next_if(der::oid_tag, "the name")->has_value());
  BOOST_TEST(to_string(inner.next(der::oid_tag, "the name").error()) ==
             "byte 2: the name has tag 02 instead of 06");
  BOOST_TEST(inner.next_if(der::integer_tag, "the number")->has_value());
  BOOST_TEST(to_string(inner.end("the number").error()) ==
             "byte 5: the number is followed by 2 bytes too many");
  BOOST_TEST(inner.next(der::null_tag, "the null").has_value());
  BOOST_TEST(inner.at_end());
}
