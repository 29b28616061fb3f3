#include "base/bytes.hpp"

#include <openssl/pem.h>

#include "base/openssl.hpp"
#include "base/testing/cases.hpp"

using namespace tameshi;
using testing::text_at;

namespace {

void expect(const yaml::Node& test, const std::optional<Bytes>& read) {
  BOOST_TEST(read.has_value() == (test.find("refused") == nullptr));
  if (read) BOOST_TEST(hex(*read) == text_at(test, "bytes"));
}

Bytes input_of(const yaml::Node& test) {
  if (test.find("text") != nullptr) return bytes_of(text_at(test, "text"));
  return from_hex(text_at(test, "bytes")).value();
}

void check_base64(const yaml::Node& test) {
  const auto input = input_of(test);
  BOOST_TEST(base64(input) == text_at(test, "base64"));
  const auto back = from_base64(text_at(test, "base64"));
  BOOST_REQUIRE(back.has_value());
  BOOST_TEST(hex(*back) == hex(input));
}

void check(const yaml::Node& test) {
  if (test.find("read-hex") != nullptr) {
    expect(test, from_hex(text_at(test, "read-hex")));
  } else if (test.find("read-base64") != nullptr) {
    expect(test, from_base64(text_at(test, "read-base64")));
  } else if (test.find("spaced") != nullptr) {
    BOOST_TEST(spaced_hex(input_of(test)) == text_at(test, "spaced"));
  } else {
    check_base64(test);
  }
}

CASES("bytes", "bytes.cases.yaml", check);

// OpenSSL's own reader opens our armour and finds the same bytes under the same label.
void pem_is_read_by_openssl(std::size_t length) {
  Bytes contents(length);
  for (std::size_t i = 0; i < length; ++i) contents[i] = static_cast<std::uint8_t>(i * 7);
  const auto armour = pem("CERTIFICATE", contents);
  const openssl::Handle<BIO> bio(BIO_new_mem_buf(armour.data(), static_cast<int>(armour.size())));
  char *label = nullptr, *headers = nullptr;
  unsigned char* data = nullptr;
  long size = 0;
  BOOST_REQUIRE(PEM_read_bio(bio.get(), &label, &headers, &data, &size) == 1);
  BOOST_TEST(std::string(label) == "CERTIFICATE");
  BOOST_TEST(hex(ByteView(data, static_cast<std::size_t>(size))) == hex(contents));
  OPENSSL_free(label);
  OPENSSL_free(headers);
  OPENSSL_free(data);
}

BOOST_AUTO_TEST_SUITE(pem_armour)

BOOST_AUTO_TEST_CASE(is_read_by_openssl_at_every_length_around_a_line) {
  for (std::size_t length = 1; length <= 100; ++length) pem_is_read_by_openssl(length);
}

BOOST_AUTO_TEST_CASE(breaks_lines_after_64_characters) {
  const auto armour = pem("X", Bytes(49, 0));
  BOOST_TEST(armour == "-----BEGIN X-----\n" + std::string(64, 'A') + "\nAA==\n-----END X-----\n");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_CASE(big_endian_16_bit) {
  BOOST_TEST(be16(Bytes{0x12, 0x34}) == 0x1234);
  BOOST_TEST(be16(Bytes{0xFF, 0xFE}) == 0xFFFE);
}

}  // namespace
