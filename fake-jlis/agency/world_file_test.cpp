#include "fake-jlis/agency/world_file.hpp"

#include <fstream>

#include "base/testing/cases.hpp"
#include "fake-jlis/agency/agency_world.hpp"

using namespace tameshi;
using namespace tameshi::jlis;
using namespace tameshi::jlis::agency;
using agency::testing::World;

namespace {

void check_world(const yaml::Node& test) {
  yaml::Problems problems;
  const auto world = read_world(tameshi::testing::text_at(test, "world"), "world.yaml", problems);
  std::vector<std::string> expected;
  for (const auto& item : test.find("problems")->items) expected.push_back(item.text);
  std::vector<std::string> found;
  for (const auto& problem : problems.all()) found.push_back(to_string(problem));
  BOOST_TEST(found == expected, boost::test_tools::per_element());
  BOOST_TEST(world.has_value() == expected.empty());
}

WorldFile world_of(const std::string& text) {
  yaml::Problems problems;
  auto world = read_world(text, "world.yaml", problems);
  BOOST_REQUIRE(world.has_value());
  return *std::move(world);
}

}  // namespace

CASES("world_file", "world_file.cases.yaml", check_world);

BOOST_AUTO_TEST_SUITE(world_comes_to_life)

BOOST_AUTO_TEST_CASE(people_enter_and_live_through_their_past) {
  const auto start = agency::testing::at("2026-04-01T09:00+09:00");
  World world(start);
  const auto file = world_of(
      "residents: [hanako, { persona: taro, events: [{ do: move-out, ago: 20 d }, { do: lose-card, ago: 6 h "
      "}] }]");
  value_or_trouble(populate(world.agency, file).map([] { return 0; }));
  BOOST_TEST(world.store->residents() == (std::vector<std::string>{"hanako", "taro"}));
  const auto taro = value_or_trouble(world.agency.facts_of("taro"));
  BOOST_TEST((taro.state.standing == registry::Standing::moved_out));
  const auto& id = registry::at(taro.certificates, registry::Slot::card_signature)->id;
  const auto revoked_by = [&](Instant when) {
    return world.store->status_of(id.authority, id.serial, when)->revocation.has_value();
  };
  BOOST_TEST(!revoked_by(start - std::chrono::days{21}));
  BOOST_TEST(revoked_by(start - std::chrono::days{19}));
  // A registry on a disk that starts again has them already.
  const auto events = world.store->events_after(0, 1000).size();
  BOOST_TEST(populate(world.agency, file).has_value());
  BOOST_TEST(world.store->events_after(0, 1000).size() == events);
}

BOOST_AUTO_TEST_CASE(what_cannot_happen_is_told_with_its_place) {
  World world(agency::testing::at("2026-04-01T09:00+09:00"));
  const auto done =
      populate(world.agency, world_of("residents: [{ persona: hanako, events: [die, move-out] }]"));
  BOOST_REQUIRE(!done.has_value());
  BOOST_TEST(to_string(done.error()) ==
             "world.yaml:1:46: move-out: the person is dead; tell the story with somebody else");
}

BOOST_AUTO_TEST_CASE(a_persona_of_ones_own_lies_beside_the_world_file) {
  const ScratchFolder folder;
  auto text = tameshi::testing::file_text("fixtures/personas/hanako.yaml");
  text.replace(text.find("id: hanako"), 10, "id: hanami");
  std::ofstream(folder.path() / "own.yaml") << text;
  std::ofstream(folder.path() / "world.yaml") << "residents: [own.yaml]\n";
  World world(agency::testing::at("2026-04-01T09:00+09:00"));
  const auto file = value_or_trouble(load_world(folder.path() / "world.yaml"));
  BOOST_TEST(populate(world.agency, file).has_value());
  BOOST_TEST(world.store->residents() == std::vector<std::string>{"hanami"});
  BOOST_TEST(load_world(folder.path() / "none.yaml").error().what == "cannot read the file");
}

BOOST_AUTO_TEST_SUITE_END()
