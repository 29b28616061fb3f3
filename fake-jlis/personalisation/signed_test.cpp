// A program that shares nothing with us verifies every signature, digest, offset and image of a card's files.
#include <boost/test/unit_test.hpp>

#include "base/process.hpp"
#include "base/scratch_folder.hpp"
#include "fake-jlis/personalisation/test_world.hpp"

namespace tameshi::jlis::personalisation {
namespace {

namespace fs = std::filesystem;
using testing::world;

void write_card(const ScratchFolder& folder, const CardContents& card) {
  for (const auto& [name, bytes] : card.contents) folder.write(name + ".bin", text_of(bytes));
  for (const char* application : {"input-support", "card-face", "issuer-domain"}) {
    const auto name = std::string(application) + "-authority";
    folder.write(name + ".pem", pem("PUBLIC KEY", world().issuer.key(name).key.public_key_info()));
  }
}

ProcessResult opinion_of(const CardContents& card, const std::string& images) {
  const ScratchFolder folder;
  write_card(folder, card);
  return value_or_trouble(run({.command = {TAMESHI_ROOM "/verify_card.py", folder.path().string(), images}}));
}

void accepted(const CardContents& card, const std::string& images) {
  const auto result = opinion_of(card, images);
  BOOST_TEST(result.exit_code == 0);
  BOOST_TEST(result.output.starts_with("verified "), result.errors);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(an_outside_program)

BOOST_AUTO_TEST_CASE(verifies_every_built_in_persona_with_images) {
  for (const auto& id : registry::persona_ids()) {
    BOOST_TEST_CONTEXT(id) {
      accepted(world().card(id, Images::drawn), "drawn");
    }
  }
}

BOOST_AUTO_TEST_CASE(verifies_a_card_without_images) {
  accepted(world().card("hanako", Images::absent), "absent");
}

BOOST_AUTO_TEST_CASE(finds_one_wrong_bit_in_any_signed_file) {
  const auto honest = world().card("hanako", Images::absent);
  for (const char* file :
       {"input-support/my-number", "input-support/attributes", "input-support/signature-record",
        "input-support/signer-certificate", "input-support/internal-key-certificate", "card-face/age-record",
        "card-face/basic-information", "card-face/signer-certificate", "card-face/number-image",
        "issuer-domain/cv-certificate"}) {
    BOOST_TEST_CONTEXT(file) {
      auto card = honest;
      auto& bytes = card.contents.at(file);
      bytes[bytes.size() - 3] ^= 1;
      BOOST_TEST(opinion_of(card, "absent").exit_code != 0);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tameshi::jlis::personalisation
