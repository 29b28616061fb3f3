// The folder as a whole, in the opinion of a program that shares nothing with us; and what it takes to write
// one.
#include <fmt/format.h>
#include <sys/stat.h>

#include <regex>

#include "base/testing/cases.hpp"
#include "conformance/issue/summary.hpp"
#include "conformance/issue/test_world.hpp"

namespace tameshi::issue {
namespace {

using testing::Images;
using testing::opinion_of;
using testing::persona_file;
using testing::world_of;
using testing::fs::exists;

constexpr auto day = "2026-06-01T12:00+09:00";

void check_accepted(const play::WorldSettings& settings) {
  const ScratchFolder folder;
  write_folder(play::World(settings), folder.path() / "card", false);
  const auto result = opinion_of(folder.path() / "card", persona_file(settings.persona));
  BOOST_TEST(result.exit_code == 0, result.errors);
  BOOST_TEST(result.output.starts_with("checked "), result.output);
}

void check_persona(const yaml::Node& row) {
  check_accepted(world_of(tameshi::testing::text_at(row, "name"), day, Images::drawn));
}
CASES("folder_of", "personas.cases.yaml", check_persona);

std::string text_in(const std::filesystem::path& path) {
  return tameshi::testing::file_text(path.string());
}

unsigned mode_of(const std::filesystem::path& path) {
  struct stat status {};
  BOOST_TEST_REQUIRE(::stat(path.c_str(), &status) == 0);
  return status.st_mode & 0777U;
}

std::string trouble_of(const std::filesystem::path& folder) {
  try {
    write_folder(play::World(world_of("hanako", day)), folder, false);
  } catch (const Trouble& trouble) {
    return trouble.what();
  }
  return "no trouble";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(folder)

BOOST_AUTO_TEST_CASE(hanako_as_every_generation_of_card_is_accepted) {
  for (const auto& generation : card::generation_names()) {
    BOOST_TEST_CONTEXT(generation) {
      auto settings = world_of("hanako", day, Images::drawn);
      settings.generation = generation;
      check_accepted(settings);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_persona_who_differs_in_one_thing_is_not_the_one_in_the_folder) {
  const ScratchFolder folder;
  write_folder(play::World(world_of("kiyoshi", day, Images::drawn)), folder.path() / "card", false);
  const auto honest = text_in(persona_file("kiyoshi"));
  for (const auto& [was, is] :
       {std::pair{"清吉", "清美"}, std::pair{"1952-02-29", "1952-02-28"}, std::pair{"sex: 1", "sex: 2"},
        std::pair{"６－７", "６－８"}, std::pair{"name: [1, 7]", "name: [1, 6]"},
        std::pair{"address: [9]", "address: [8]"}, std::pair{"999999999996", "999999999997"},
        std::pair{"Hokkaido", "Tokyo-to"}, std::pair{"code: 01106", "code: 01107"},
        std::pair{"purpose:", "certificates: [authentication]\npurpose:"},
        std::pair{"0308 }", "0308, expires: 2030-01-01 }"},
        std::pair{"0308 }", "0308, tries-left: { number-a: 1 } }"},
        std::pair{"0308 }", "0308, state: suspended }"}}) {
    auto other = honest;
    const auto at = other.find(was);
    BOOST_TEST_REQUIRE(at != std::string::npos, was);
    other.replace(at, std::string_view(was).size(), is);
    std::ofstream(folder.path() / "persona.yaml") << other;
    const auto result = opinion_of(folder.path() / "card", (folder.path() / "persona.yaml").string());
    BOOST_TEST(result.exit_code == 1, is << ": " << result.output);
    BOOST_TEST(result.errors.starts_with("wrong: "), is << ": " << result.errors);
  }
}

BOOST_AUTO_TEST_CASE(a_file_that_is_not_what_it_was_is_seen) {
  const ScratchFolder folder;
  const auto card = folder.path() / "card";
  write_folder(play::World(world_of("hanako", day, Images::drawn)), card, false);
  for (const auto* name : {"signature.pem", "jpki/000A.bin", "photo.jp2", "name.png", "card-face/0002.bin"}) {
    const auto honest = text_in(card / name);
    auto wrong = honest;
    wrong[wrong.size() / 2] = static_cast<char>(wrong[wrong.size() / 2] ^ 1);
    std::ofstream(card / name, std::ios::binary) << wrong;
    BOOST_TEST(opinion_of(card, persona_file("hanako")).exit_code == 1, name);
    std::ofstream(card / name, std::ios::binary) << honest;
  }
  BOOST_TEST(opinion_of(card, persona_file("hanako")).exit_code == 0);
}

BOOST_AUTO_TEST_CASE(private_keys_come_only_when_asked_for_and_are_the_owners) {
  const ScratchFolder folder;
  const play::World world(world_of("hanako", day));
  write_folder(world, folder.path(), true);
  BOOST_TEST(mode_of(folder.path() / "signature.key") == 0600U);
  BOOST_TEST(text_in(folder.path() / "authentication.key") ==
             world.image().keys.at("authentication-key").to_pem());
  BOOST_TEST(text_in(folder.path() / "summary.json").find(".key") == std::string::npos);
  write_folder(world, folder.path(), false);
  BOOST_TEST(!exists(folder.path() / "signature.key"));
}

BOOST_AUTO_TEST_CASE(what_an_earlier_issue_left_goes_and_other_files_stay) {
  const ScratchFolder folder;
  write_folder(play::World(world_of("hanako", day, Images::drawn)), folder.path(), true);
  std::ofstream(folder.path() / "notes.txt") << "mine";
  std::ofstream(folder.path() / "card-face" / "notes.txt") << "mine";
  write_folder(play::World(world_of("mobile", day)), folder.path(), false);
  for (const auto* gone :
       {"photo.jp2", "signature.key", "card-face/0002.bin", "input-support", "card-face-authority.pem"})
    BOOST_TEST(!exists(folder.path() / gone), gone);
  for (const auto* kept : {"notes.txt", "card-face/notes.txt", "jpki/0001.bin", "signature.pem"})
    BOOST_TEST(exists(folder.path() / kept), kept);
}

BOOST_AUTO_TEST_CASE(no_pin_and_no_key_is_in_the_summary) {
  const play::World world(world_of("taro", day));
  const auto summary = summary_of(world, files_of(world));
  for (const auto* secret : {"\"2580", "TAROPASS2026XYZ9", "\"1478", "\"3690", "PRIVATE"})
    BOOST_TEST(summary.find(secret) == std::string::npos, secret);
}

// Keys, and with them digests, are each machine's own.
BOOST_AUTO_TEST_CASE(the_summary_is_as_the_golden_has_it) {
  const play::World world(world_of("last-try", day));
  const auto summary = std::regex_replace(summary_of(world, files_of(world)),
                                          std::regex("\"sha256\": \"[0-9A-F]{64}\""), "\"sha256\": \"…\"");
  const auto path = TAMESHI_ROOM "/golden.summary.json";
  const auto& suite = boost::unit_test::framework::master_test_suite();
  if (suite.argc > 1 && std::string_view(suite.argv[suite.argc - 1]) == "--write-goldens")
    std::ofstream(path) << summary;
  BOOST_TEST(summary == text_in(path),
             "the summary differs; run this program with -- --write-goldens and look");
}

BOOST_AUTO_TEST_CASE(a_folder_that_cannot_be_made_is_named_with_the_reason) {
  const ScratchFolder folder;
  std::ofstream(folder.path() / "file") << "no folder";
  BOOST_TEST(trouble_of(folder.path() / "file") ==
             (folder.path() / "file").string() +
                 ": cannot make the folder: Not a directory; choose another folder");
  BOOST_TEST(trouble_of("/proc/nowhere").starts_with("/proc/nowhere: cannot make the folder: "));
}

BOOST_AUTO_TEST_CASE(a_file_that_cannot_be_written_is_named_with_the_reason) {
  const ScratchFolder folder;
  std::filesystem::create_directories(folder.path() / "signature.pem" / "in the way");
  BOOST_TEST(trouble_of(folder.path()) ==
             (folder.path() / "signature.pem").string() +
                 ": cannot write: Is a directory; choose a folder that you may write to");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tameshi::issue
