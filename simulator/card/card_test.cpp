#include <openssl/rsa.h>

#include <boost/test/unit_test.hpp>

#include "base/testing/cases.hpp"
#include "simulator/card/individual_number_card.hpp"
#include "simulator/iso7816/t0_card.hpp"

namespace tameshi::card {
namespace {

using openssl::Handle;

// One key for all tests: generating costs, signing is what is tested.
const openssl::PrivateKey& test_key() {
  static const auto key = openssl::PrivateKey::generate_rsa(2048);
  return key;
}

// Looks like a certificate to a client that reads the first four bytes, and is plainly none.
Bytes certificate_of_size(std::size_t size) {
  Bytes out{0x30, 0x82, static_cast<std::uint8_t>((size - 4) >> 8), static_cast<std::uint8_t>(size - 4)};
  while (out.size() < size) out.push_back(static_cast<std::uint8_t>(out.size()));
  return out;
}

// Every file of the applications but jpki holds its own name's hash, so that one is not taken for another.
Bytes contents_of_size(std::string_view name, std::size_t size) {
  Bytes out;
  while (out.size() < size) append(out, openssl::sha256(bytes_of(name)));
  out.resize(size);
  return out;
}

std::map<std::string, Bytes> test_contents() {
  std::map<std::string, Bytes> out{
      {"signature-certificate", certificate_of_size(1024)},
      {"signature-ca-certificate", certificate_of_size(1300)},
      {"authentication-certificate", certificate_of_size(1004)},
      {"authentication-ca-certificate", certificate_of_size(1290)},
      {"input-support/my-number", *from_hex("FF100C313233343536373839303138FFFF")},
      {"issuer-domain/municipality", bytes_of("13101")},
      {"resident-register/code", bytes_of("01234567890")},
      {"common/card-record", bytes_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ01")}};
  const std::vector<std::pair<std::string, std::size_t>> sizes{
      {"input-support/attributes", 20},
      {"input-support/signature-record", 336},
      {"input-support/signer-certificate", 568},
      {"input-support/basic-information", 256},
      {"input-support/session-key-certificate", 270},
      {"input-support/internal-key-certificate", 536},
      {"card-face/age-record", 546},
      {"card-face/face", 6000},
      {"card-face/basic-information", 330},
      {"card-face/signer-certificate", 568},
      {"card-face/number-image", 900},
      {"common/key-reference", 16},
      {"resident-register/key-reference", 16},
      {"issuer-domain/card-id", 10},
      {"issuer-domain/cv-certificate", 553}};
  for (const auto& [name, size] : sizes) out[name] = contents_of_size(name, size);
  return out;
}

CardImage test_image() {
  CardImage image;
  image.holder = "nobody";
  image.contents = test_contents();
  for (const auto* name : {"authentication-key", "signature-key", "input-support/internal-key",
                           "input-support/session-key", "card-face/signing-key", "common/internal-key"}) {
    image.keys[name] = test_key();
  }
  image.pins = {{"authentication-pin", Secret("1234")},    {"signature-pin", Secret("ABC123")},
                {"input-support-pin", Secret("5678")},     {"number-a", Secret("123456789018")},
                {"number-b", Secret("55021720352285")},    {"birth-key", Secret("550217")},
                {"resident-register-pin", Secret("9999")}, {"common-pin", Secret("1234")}};
  return image;
}

IndividualNumberCard test_card() {
  return {load_generation("current"), test_image()};
}

// "[n]" in a command stands for n bytes of 5A.
Bytes command_bytes(std::string text) {
  if (text == "- ") return {};
  if (const auto open = text.find('['); open != std::string::npos) {
    const auto close = text.find(']');
    std::string filling;
    for (auto i = std::stoul(text.substr(open + 1, close - open - 1)); i > 0; --i) filling += "5A";
    text.replace(open, close - open + 1, filling);
  }
  std::erase(text, ' ');
  const auto bytes = from_hex(text);
  if (!bytes) throw std::runtime_error("not hexadecimal: " + text);
  return *bytes;
}

void check_signature(ByteView signature, std::string_view expected_hex) {
  const openssl::Handle<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new(test_key().get(), nullptr));
  Bytes recovered(256);
  std::size_t length = recovered.size();
  BOOST_REQUIRE(EVP_PKEY_verify_recover_init(context.get()) == 1);
  BOOST_REQUIRE(EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) == 1);
  BOOST_REQUIRE(EVP_PKEY_verify_recover(context.get(), recovered.data(), &length, signature.data(),
                                        signature.size()) == 1);
  recovered.resize(length);
  BOOST_TEST(hex(recovered) == expected_hex);
}

void check_answer(const std::string& line, const Bytes& got, std::string expected) {
  if (expected.starts_with("signature ")) {
    BOOST_REQUIRE_MESSAGE(got.size() == 258, line << " gave " << spaced_hex(got));
    check_signature(ByteView(got).first(256), expected.substr(expected.rfind(' ') + 1));
    return;
  }
  std::erase(expected, ' ');
  std::string seen = hex(got);
  if (expected.starts_with('(')) {
    const auto close = expected.find(')');
    const auto length = std::stoul(expected.substr(1, close - 1));
    BOOST_TEST(got.size() == length + 2,
               line << " gave " << got.size() - 2 << " bytes, " << seen.substr(seen.size() - 4));
    expected = expected.substr(close + 1);
    seen = seen.substr(seen.size() - 4);
  }
  BOOST_TEST(seen == expected, line << " gave " << seen);
}

void act(IndividualNumberCard& card, const std::string& line) {
  if (line == "@power-cycle") {
    card.power_off();
    card.power_on();
  } else if (line == "@reset") {
    card.reset();
  } else if (line.starts_with("@tries-left ")) {
    const auto space = line.rfind(' ');
    card.set_tries_left(line.substr(12, space - 12),
                        static_cast<unsigned>(std::stoul(line.substr(space + 1))));
  } else {
    throw std::runtime_error("no such act: " + line);
  }
}

void play(const yaml::Node& entry) {
  auto card = test_card();
  card.power_on();
  for (const auto& item : entry.find("story")->items) {
    const auto& line = item.text;
    if (line.starts_with('@')) {
      act(card, line);
      continue;
    }
    const auto arrow = line.find("> ");
    BOOST_REQUIRE_MESSAGE(arrow != std::string::npos, "no answer in: " << line);
    const auto answer = card.transmit(command_bytes(line.substr(0, arrow)));
    check_answer(line, to_bytes(answer), line.substr(arrow + 2));
    BOOST_TEST(!answer.reason.because.empty());
    BOOST_TEST(!answer.reason.source.empty());
  }
}

CASES("card", "card.cases.yaml", play);

BOOST_AUTO_TEST_SUITE(card_details)

Bytes wrapped_seed(const Bytes& seed) {
  const Handle<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new(test_key().get(), nullptr));
  const auto plain = concat({*from_hex("A0228020"), seed});
  Bytes out(256);
  std::size_t length = out.size();
  BOOST_REQUIRE(EVP_PKEY_encrypt_init(context.get()) == 1);
  BOOST_REQUIRE(EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_OAEP_PADDING) == 1);
  BOOST_REQUIRE(EVP_PKEY_CTX_set_rsa_oaep_md(context.get(), EVP_sha256()) == 1);
  BOOST_REQUIRE(EVP_PKEY_encrypt(context.get(), out.data(), &length, plain.data(), plain.size()) == 1);
  return out;
}

// The terminal's side of facts/card.md §5.4, written with AES alone: data padded to one block.
Bytes terminal_cipher(bool encrypt, const Bytes& data, std::uint8_t counter) {
  const Bytes key(16, 0x11);
  Bytes block(16, 0);
  block.back() = counter;
  const auto vector = openssl::aes128_cbc_encrypt(key, Bytes(16, 0), block);
  return encrypt ? openssl::aes128_cbc_encrypt(key, vector, data)
                 : openssl::aes128_cbc_decrypt(key, vector, data);
}

BOOST_AUTO_TEST_CASE(secure_messaging_selects_and_reads_and_dies_of_a_wrong_object) {
  auto card = test_card();
  const auto send = [&](const std::string& command) {
    return hex(to_bytes(card.transmit(*from_hex(command))));
  };
  send("00A4040C0AD3921000310001010408");
  BOOST_TEST(send("00200091 04 35363738") == "9000");
  const auto seed = concat({Bytes(16, 0x11), Bytes(16, 0x22)});
  BOOST_TEST(send("80AE0000 000100" + hex(wrapped_seed(seed))) == "9000");
  const auto name = *from_hex("0001 8000000000000000000000000000");
  BOOST_TEST(send("08A4020C 13 8611 01" + hex(terminal_cipher(true, name, 1))) == "9000");
  const auto answer = *from_hex(send("08B00000 000005 9603000000 0000"));
  BOOST_REQUIRE(answer.size() == 3 + 32 + 2);
  BOOST_TEST(hex(ByteView(answer).first(3)) == "862101");
  const auto plain = terminal_cipher(false, Bytes(answer.begin() + 3, answer.end() - 2), 2);
  BOOST_TEST(hex(plain) == "FF100C313233343536373839303138FFFF80" + std::string(28, '0'));
  BOOST_TEST(send("0CB00000 000005 9603000000 0000") == "6987");
  BOOST_TEST(send("08B00000 000005 9703000000 0000") == "6988");
  BOOST_TEST(send("08B00000 000005 9603000000 0000") == "69FC");
}

BOOST_AUTO_TEST_CASE(the_next_card_signs_with_p384) {
  auto image = test_image();
  BOOST_CHECK_THROW(IndividualNumberCard(load_generation("next"), image), Trouble);
  image.keys["authentication-key"] = image.keys["signature-key"] = openssl::PrivateKey::generate_p384();
  IndividualNumberCard card(load_generation("next"), image);
  const auto send = [&](const std::string& command) { return to_bytes(card.transmit(*from_hex(command))); };
  send("00A4040C0AD392F000260100000001");
  send("002000980431323334");
  const auto signature = send("802A0297 30" + hex(Bytes(48, 1)) + "00");
  BOOST_TEST(signature.size() > 98U);
  BOOST_TEST(hex(send("802A0297 30" + hex(Bytes(48, 1)) + "00")) == hex(signature));
  BOOST_TEST(hex(send("802A0297 20" + hex(Bytes(32, 1)) + "00")) == "6985");
  BOOST_TEST(hex(send("802A0497 30" + hex(Bytes(48, 1)) + "00")) == "6A86");
}

BOOST_AUTO_TEST_CASE(a_telephone_has_its_own_token_and_closes_the_authentication_certificate) {
  IndividualNumberCard card(load_generation("mobile"), test_image());
  const auto send = [&](const std::string& command) {
    return hex(to_bytes(card.transmit(*from_hex(command))));
  };
  BOOST_TEST(send("00A4040C0AD3921000310001010408") == "6A82");
  send("00A4040C0AD392F000260100000001");
  BOOST_TEST(send("00B086000F") == hex(bytes_of("JPKIAPGPSETOKEN")) + "9000");
  BOOST_TEST(send("00B08A0004") == "6982");
  send("002000980431323334");
  BOOST_TEST(send("00B08A0004") == "308203E89000");
}

BOOST_AUTO_TEST_CASE(applications_come_from_outside_and_wrong_ones_say_why) {
  yaml::Problems problems;
  const auto table = load_application("ap: staff\nlike: free-area\naid: F00102030405\nsource: ours\n",
                                      "staff.yaml", problems);
  BOOST_REQUIRE(table.has_value());
  const auto generation = with_applications(*load_generation("current"), {*table});
  BOOST_REQUIRE(generation.has_value());
  IndividualNumberCard card(*generation, test_image());
  BOOST_TEST(hex(to_bytes(card.transmit(*from_hex("00A4040C06F00102030405")))) == "9000");
  BOOST_TEST(!with_applications(**generation, {*table}).has_value());
  BOOST_TEST(!load_application("ap: staff\naid: F0\n", "staff.yaml", problems).has_value());
  BOOST_TEST(problems.all().front().where.starts_with("staff.yaml:"));
}

BOOST_AUTO_TEST_CASE(a_card_without_signature_certificate_says_so_and_has_no_such_file) {
  auto image = test_image();
  image.contents.erase("signature-certificate");
  image.keys.erase("signature-key");
  image.pins.erase("signature-pin");
  IndividualNumberCard card(load_generation("current"), image);
  card.transmit(*from_hex("00A4040C0AD392F000260100000001"));
  BOOST_TEST(hex(to_bytes(card.transmit(*from_hex("00B0880000")))) == "008F009000");
  BOOST_TEST(hex(to_bytes(card.transmit(*from_hex("00A4020C020001")))) == "6A82");
  BOOST_TEST(hex(to_bytes(card.transmit(*from_hex("0020009B")))) == "63C0");
}

BOOST_AUTO_TEST_CASE(tries_are_told_by_name) {
  auto card = test_card();
  BOOST_TEST(card.tries_left("authentication-pin").value() == 3U);
  BOOST_TEST(card.tries_left("signature-pin").value() == 5U);
  BOOST_TEST(!card.tries_left("no-such-pin").has_value());
  card.set_tries_left("signature-pin", 99);
  BOOST_TEST(card.tries_left("signature-pin").value() == 5U);
}

BOOST_AUTO_TEST_CASE(commands_in_words_never_show_a_pin) {
  auto card = test_card();
  BOOST_TEST(card.describe(*from_hex("00A4040C0AD392F000260100000001")) == "SELECT jpki");
  card.transmit(*from_hex("00A4040C0AD392F000260100000001"));
  BOOST_TEST(card.describe(*from_hex("00A4020C020018")) == "SELECT authentication-pin");
  card.transmit(*from_hex("00A4020C020018"));
  BOOST_TEST(card.describe(*from_hex("002000800431323334")) == "VERIFY authentication-pin, 4 bytes");
  BOOST_TEST(card.describe(*from_hex("00200080")) == "VERIFY authentication-pin: tries left?");
  BOOST_TEST(card.describe(*from_hex("00B08A0000")) ==
             "READ BINARY authentication-certificate, 256 bytes from 0");
  BOOST_TEST(card.describe(*from_hex("802A00970141")) ==
             "PERFORM SECURITY OPERATION sign with authentication-key");
  BOOST_TEST(card.describe(*from_hex("00A4020C020019")) == "SELECT internal file 0019");
  BOOST_TEST(card.describe(*from_hex("00")) == "1 bytes that are no command");
  BOOST_TEST(masked_hex(*from_hex("002000800431323334")) == "0020008004********");
  BOOST_TEST(masked_hex(*from_hex("00200080000004 31323334")) == "00200080000004********");
  BOOST_TEST(masked_hex(*from_hex("002401800434333231")) == "0024018004********");
  BOOST_TEST(masked_hex(*from_hex("00200080")) == "00200080");
  BOOST_TEST(masked_hex(*from_hex("00B0000000")) == "00B0000000");
}

BOOST_AUTO_TEST_CASE(every_generation_loads_and_answers_every_rule) {
  for (const auto& name : generation_names()) {
    const auto generation = load_generation(name);
    BOOST_TEST(generation->name == name);
    for (const auto& row : generation->answers) BOOST_TEST(!row.because.empty());
  }
  BOOST_CHECK_THROW(load_generation("curent"), Trouble);
}

BOOST_AUTO_TEST_CASE(a_t0_client_fetches_with_get_response) {
  IndividualNumberCard inner(load_generation("t0"), test_image());
  iso7816::T0Card card(inner);
  const auto send = [&](std::string_view command) {
    return hex(to_bytes(card.transmit(*from_hex(command))));
  };
  BOOST_TEST(send("00A404000AD392F000260100000001") == "610E");
  BOOST_TEST(send("00C000000E") == "6F0C840AD392F0002601000000019000");
  BOOST_TEST(send("00C0000001") == "6985");
  BOOST_TEST(send("002000980431323334") == "9000");
  BOOST_TEST(send("802A00970141") == "6100");
  BOOST_TEST(send("00C0000010").size() == 2 * 18);
  BOOST_TEST(send("00C0000000").size() == 2 * 242);
  BOOST_TEST(send("00B0880004") == "6C03");
  BOOST_TEST(send("00B0880003") == "8F8F009000");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace tameshi::card
