// The four-information door: its stories, every reason, every described response, faults on the wire, many at
// once.
#include <thread>

#include "base/scratch_folder.hpp"
#include "fake-jlis/ca/test_world.hpp"
#include "fake-jlis/http/four_info_story_json.hpp"

namespace tameshi::jlis::http {
namespace {

using testing::has;
using testing::Seen;
using testing::Story;
using testing::World;

void check(const yaml::Node& test) {
  std::set<std::string> cases;
  Seen seen;
  Story(test).play(cases, seen);
}

CASES("four_info_stories", "four_info.cases.yaml", check);

unsigned from_nobody(World& world, const Request& request) {
  world.ask("PUT", "/admin/access", R"({"mode": "address", "networks": ["192.0.2.0/24"]})");
  const auto reply = world.site.answer(request);
  BOOST_TEST(reply.status == 403U);
  BOOST_TEST(has(reply.body.view(), "unregistered"));
  world.ask("PUT", "/admin/access", R"({"mode": "none"})");
  return reply.status;
}

BOOST_AUTO_TEST_SUITE(four_info_door)

BOOST_AUTO_TEST_CASE(every_reason_and_every_described_response_occurs) {
  std::set<std::string> cases;
  Seen seen;
  const auto stories = tameshi::testing::read_cases(TAMESHI_ROOM "/four_info.cases.yaml");
  for (const auto& story : stories.items) Story(story).play(cases, seen);
  for (const auto& row : four_info::reasons()) {
    const std::string when(to_string(row.when));
    BOOST_TEST(cases.count(when) == 1U, when + " does not occur");
  }
  World world;
  const auto all = testing::description(world, "/fake/v1/openapi.json");
  seen.insert("GET /fake/v1/openapi.json 200");
  testing::refusals(world, seen, all, [&](const Request& request) { return from_nobody(world, request); });
  testing::all_occur(seen, all);
}

BOOST_AUTO_TEST_CASE(what_is_nowhere_is_said_to_be) {
  World world;
  BOOST_TEST(has(world.ask("GET", "/fake/v1/nowhere").body.view(), "GET /fake/v1/openapi.json describes"));
  BOOST_TEST(world.ask("GET", "/fake/v1/latest-info").status == 405U);
  BOOST_TEST(world.ask("GET", "/fake").status == 404U);
}

BOOST_AUTO_TEST_CASE(faults_on_the_wire_strike_this_door_too) {
  World world;
  world.ask("POST", "/admin/lies/wire",
            R"({"lie": "http-503", "settings": {"endpoint": "four-info", "times": 1}})");
  const std::string poll = "/fake/v1/consent-withdrawals?spId=bank";
  BOOST_TEST(world.ask("GET", "/ca/index.json").status == 200U);
  BOOST_TEST(world.ask("GET", poll).status == 503U);
  BOOST_TEST(world.ask("GET", poll).status == 200U);
  const auto visits = world.site.desk().guests.after(0, 10);
  BOOST_TEST(visits.at(visits.size() - 2).struck.front() == "http-503");
}

BOOST_AUTO_TEST_CASE(the_guest_book_has_why_and_no_personal_data) {
  World world;
  world.give_consent();
  const auto with = world.signer("hanako", registry::CarrierKind::card, Kind::signature);
  const Json question{
      {"spId", "bank"},
      {"serviceId", "account"},
      {"issuerSki", hex(world.site.desk().four_info.key_identifier_of(with.certificate.id.authority))},
      {"serial", std::to_string(with.certificate.id.serial)}};
  world.clock.advance(std::chrono::hours(24));
  world.ask("POST", "/admin/residents/hanako/events",
            R"({"event": "move", "parameters": {"address": "東京都清瀬市架空町９"}})");
  world.ask("POST", "/admin/residents/hanako/events", R"({"event": "re-issue"})");
  world.clock.advance(std::chrono::minutes(15));
  BOOST_TEST(has(world.ask("POST", "/fake/v1/latest-info", question.dump()).body.view(), "架空町９"));
  const auto visit = world.site.desk().guests.after(0, 10).back();
  BOOST_TEST(to_string(visit.door) == "four-info");
  BOOST_TEST(visit.because == four_info::because(four_info::Case::newer));
  BOOST_TEST(answers_in_words(visit).front() ==
             fmt::format("latest-info bank/account {} UPDATED", registry::to_string(with.certificate.id)));
  BOOST_TEST(!has(to_json_line(visit), "架空町"));
  BOOST_TEST(has(world.ask("GET", "/admin/fees").body.view(), "\"due\": 20,"));
  BOOST_TEST(has(world.ask("GET", "/admin/fees").body.view(), "\"fourInfo\": 1,"));
}

BOOST_AUTO_TEST_CASE(handles_and_consents_survive_a_restart) {
  const auto handle = [](World& world) {
    const auto id = world.signer("hanako", registry::CarrierKind::card, Kind::signature).certificate.id;
    const auto& service = world.site.desk().four_info;
    return service.links("pf-one", {service.key_identifier_of(id.authority), id.serial}).handle;
  };
  const ScratchFolder folder;
  const auto file = folder.path() / "registry.db";
  std::string before, consent;
  {
    World world(value_or_trouble(registry::open_store(file)));
    before = handle(world);
    consent = world.give_consent();
  }
  World world(value_or_trouble(registry::open_store(file)));
  BOOST_TEST(handle(world) == before);
  BOOST_TEST(world.store->consent(consent).has_value());
  const auto again = world.ask("POST", "/fake/v1/consents", world.consent_body());
  BOOST_TEST(again.status == 200U);
  BOOST_TEST(has(again.body.view(), consent));
}

BOOST_AUTO_TEST_CASE(many_at_once_are_written_down_once_each) {
  World world;
  auto& service = world.site.desk().four_info;
  const auto with = world.signer("hanako", registry::CarrierKind::card, Kind::signature);
  const auto give = [&](const std::string& name) {
    const four_info::ConsentApplication application{
        world.clock.now(), "bank", {{name, name, {four_info::Item::address}}}};
    return service.consent("bank", name, World::signed_by(with, four_info::to_xml(application)));
  };
  std::atomic<int> taken_down = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 20; ++n) {
        const auto done = give("service-" + std::to_string(n));
        if (done && !done->repeated) ++taken_down;
        service.set(service.rules());
        static_cast<void>(service.consents_of("hanako"));
      }
    });
  }
  for (auto& thread : threads) thread.join();
  BOOST_TEST(taken_down == 20);
  BOOST_TEST(service.consents_of("hanako").size() == 20U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace tameshi::jlis::http
