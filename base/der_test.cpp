#include "base/der.hpp"

#include <openssl/asn1.h>

#include "base/openssl.hpp"
#include "base/testing/cases.hpp"

using namespace tameshi;
using testing::text_at;

namespace {

std::string trimmed(std::string_view text) {
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  return std::string(text);
}

// What `openssl asn1parse` prints of one value, without its columns: "INTEGER :80".
std::string asn1parse(ByteView der) {
  const openssl::Handle<BIO> bio(BIO_new(BIO_s_mem()));
  BOOST_TEST(ASN1_parse_dump(bio.get(), der.data(), static_cast<long>(der.size()), 0, 0) == 1);
  char* data = nullptr;
  const auto length = BIO_get_mem_data(bio.get(), &data);
  std::string line(data, static_cast<std::size_t>(length));
  line = line.substr(line.find("prim:") + 5);
  line = trimmed(line.substr(0, line.find('\n')));
  const auto gap = line.find("  ");
  return gap == std::string::npos ? line : line.substr(0, gap) + " " + trimmed(line.substr(gap));
}

Bytes bits_of(const yaml::Node& list) {
  std::vector<unsigned> bits;
  for (const auto& item : list.items) bits.push_back(static_cast<unsigned>(*yaml::scalar_integer(item)));
  return der::named_bits(bits);
}

Bytes written(const yaml::Node& test) {
  const auto has = [&](std::string_view key) { return test.find(key) != nullptr; };
  const auto number = [&](std::string_view key) { return yaml::scalar_integer(*test.find(key)).value(); };
  const auto bytes = [&](std::string_view key) { return from_hex(text_at(test, key)).value(); };
  if (has("boolean")) return der::boolean(text_at(test, "boolean") == "yes");
  if (has("integer")) return der::integer(static_cast<std::uint64_t>(number("integer")));
  if (has("oid")) return der::oid(text_at(test, "oid"));
  if (has("octets")) return der::octet_string(bytes("octets"));
  if (has("bit-string")) return der::bit_string(bytes("bit-string"), static_cast<unsigned>(number("unused")));
  if (has("named-bits")) return bits_of(*test.find("named-bits"));
  if (has("utf8")) return der::text(der::utf8_tag, text_at(test, "utf8"));
  if (has("printable")) return der::text(der::printable_tag, text_at(test, "printable"));
  if (has("time")) return der::time(parse_instant(text_at(test, "time")).value());
  return der::null();
}

void check(const yaml::Node& test) {
  if (test.find("refuse-oid") != nullptr) {
    BOOST_CHECK_THROW(der::oid(text_at(test, "refuse-oid")), Trouble);
    return;
  }
  const auto der = written(test);
  BOOST_TEST(spaced_hex(der) == text_at(test, "der"));
  BOOST_TEST(asn1parse(der) == text_at(test, "seen"));
}

CASES("der", "der.cases.yaml", check);

BOOST_AUTO_TEST_SUITE(der_structure)

BOOST_AUTO_TEST_CASE(the_length_is_the_shortest_one_openssl_reads_back) {
  for (const std::size_t length : {0U, 1U, 127U, 128U, 255U, 256U, 65535U, 65536U, 70000U}) {
    const auto der = der::octet_string(Bytes(length, 0x5A));
    const auto* at = der.data();
    long size = 0;
    int tag = 0, kind = 0;
    BOOST_TEST(ASN1_get_object(&at, &size, &tag, &kind, static_cast<long>(der.size())) == 0);
    BOOST_TEST(static_cast<std::size_t>(size) == length);
    BOOST_TEST(der.size() == static_cast<std::size_t>(ASN1_object_size(0, static_cast<int>(length), tag)));
  }
}

BOOST_AUTO_TEST_CASE(sequences_sets_and_contexts_nest) {
  const auto one = der::integer(1);
  BOOST_TEST(spaced_hex(der::sequence({one, der::null()})) == "30 05 02 01 01 05 00");
  BOOST_TEST(spaced_hex(der::set({one})) == "31 03 02 01 01");
  BOOST_TEST(spaced_hex(der::context(3, one)) == "A3 03 02 01 01");
  BOOST_TEST(spaced_hex(der::context_primitive(1, Bytes{0xAB})) == "81 01 AB");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
