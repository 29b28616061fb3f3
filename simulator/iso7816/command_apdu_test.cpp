#include "simulator/iso7816/command_apdu.hpp"

#include <set>

#include "base/testing/cases.hpp"

using namespace tameshi;
using namespace tameshi::iso7816;
using testing::text_at;

namespace {

// "[n]" stands for n bytes of 5A.
Bytes bytes_at(const yaml::Node& test) {
  auto text = text_at(test, "bytes");
  if (const auto open = text.find('['); open != std::string::npos) {
    const auto close = text.find(']');
    std::string filling;
    for (auto left = std::stoul(text.substr(open + 1)); left > 0; --left) filling += "5A";
    text.replace(open, close - open + 1, filling);
  }
  return from_hex(text).value();
}

void check_parsed(const yaml::Node& test, const CommandApdu& command, const Bytes& bytes) {
  BOOST_TEST(hex(Bytes{command.cla, command.ins, command.p1, command.p2}) == hex(ByteView(bytes).first(4)));
  BOOST_TEST(std::to_string(command.data.size()) == text_at(test, "nc"));
  BOOST_TEST((command.ne ? std::to_string(*command.ne) : "none") == text_at(test, "ne"));
  BOOST_TEST((command.extended ? "extended" : "short") == text_at(test, "form"));
  BOOST_TEST(hex(command.data) == hex(Bytes(command.data.size(), 0x5A)));
  BOOST_TEST((encode(command) == bytes));
}

void check(const yaml::Node& test) {
  const auto bytes = bytes_at(test);
  const auto command = parse_command(bytes);
  BOOST_TEST((command ? "" : to_string(command.error())) == text_at(test, "refused"));
  if (command) check_parsed(test, *command, bytes);
}

CASES("command_apdu", "command_apdu.cases.yaml", check);

std::string_view to_string(ClassKind kind) {
  switch (kind) {
    case ClassKind::interindustry:
      return "interindustry";
    case ClassKind::proprietary:
      return "proprietary";
    case ClassKind::invalid:
      break;
  }
  return "invalid";
}

unsigned byte_at(const yaml::Node& test, std::string_view key) {
  return from_hex(text_at(test, key)).value().front();
}

void check_class(const yaml::Node& test) {
  const auto from = byte_at(test, "from");
  for (auto value = from; value <= byte_at(test, "to"); ++value) {
    const auto cla = class_of(static_cast<std::uint8_t>(value));
    BOOST_TEST_CONTEXT("class " << hex(Bytes{static_cast<std::uint8_t>(value)})) {
      BOOST_TEST(to_string(cla.kind) == text_at(test, "kind"));
      if (const auto* channel = test.find("channel")) {
        BOOST_TEST(static_cast<long>(cla.channel) == *yaml::scalar_integer(*channel) + (value - from));
        BOOST_TEST(cla.chaining == (text_at(test, "chaining") == "yes"));
        BOOST_TEST(cla.secure_messaging == (text_at(test, "secured") == "yes"));
      }
    }
  }
}

CASES("class_byte", "class_byte.cases.yaml", check_class);

BOOST_AUTO_TEST_SUITE(commands)

BOOST_AUTO_TEST_CASE(class_byte_table_has_every_value_once) {
  std::vector<unsigned> values;
  for (const auto& test : testing::read_cases(TAMESHI_ROOM "/class_byte.cases.yaml").items) {
    for (auto value = byte_at(test, "from"); value <= byte_at(test, "to"); ++value) values.push_back(value);
  }
  BOOST_TEST(values.size() == 256U);
  BOOST_TEST(std::set(values.begin(), values.end()).size() == 256U);
}

BOOST_AUTO_TEST_CASE(encoding_takes_the_extended_form_when_data_or_ne_need_it) {
  const Bytes data(256, 0x5A);
  BOOST_TEST(encode({.data = data, .ne = {}}).size() == 4U + 3 + 256);
  BOOST_TEST(encode({.data = ByteView(data).first(255), .ne = {}}).size() == 4U + 1 + 255);
  BOOST_TEST(hex(encode({.data = {}, .ne = 257})) == "00000000000101");
  BOOST_TEST(hex(encode({.data = {}, .ne = 256})) == "0000000000");
  BOOST_TEST(hex(encode({.data = {}, .ne = 65536})) == "00000000000000");
}

BOOST_AUTO_TEST_CASE(case_1_has_no_extended_form) {
  BOOST_TEST(hex(encode({.cla = 0, .ins = 0x20, .data = {}, .ne = {}, .extended = true})) == "00200000");
}

BOOST_AUTO_TEST_CASE(no_cut_of_a_command_is_read_beyond_its_end) {
  // Each prefix lives in a buffer of its own size, so that a sanitizer sees one byte too many.
  const auto whole = from_hex("00D60000 00 0003 5A5A5A 0010").value();
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
    const auto command = parse_command(cut);
    if (command) BOOST_TEST((encode(*command) == cut));
  }
}

BOOST_AUTO_TEST_CASE(instructions_have_the_standards_names) {
  BOOST_TEST(operation_name(0x20) == "VERIFY");
  BOOST_TEST(operation_name(0xA4) == "SELECT");
  BOOST_TEST(operation_name(0x2A) == "PERFORM SECURITY OPERATION");
  BOOST_TEST(operation_name(0x5A) == "instruction 5A");
  BOOST_TEST(operation_name(0x00) == "instruction 00");
}

BOOST_AUTO_TEST_CASE(p1_and_p2_are_one_number) {
  BOOST_TEST(CommandApdu({.p1 = 0x12, .p2 = 0xFE, .data = {}, .ne = {}}).p1p2() == 0x12FE);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
