#include "fake-jlis/agency/agency.hpp"

#include "base/testing/cases.hpp"
#include "fake-jlis/agency/agency_world.hpp"

using namespace tameshi;
using namespace tameshi::jlis;
using namespace tameshi::jlis::agency;
using agency::testing::World;

namespace {

std::string error_of(const Result<Happened>& done) {
  return done ? std::string() : to_string(done.error());
}

// "good", or the reason of a revocation.
std::string word_of(const World& world, const LifeFacts& facts, registry::Slot slot) {
  const auto state = registry::at(facts.state.certificates, slot);
  if (state != registry::CertificateState::revoked) return std::string(to_string(state));
  const auto& id = registry::at(facts.certificates, slot)->id;
  const auto status = world.store->status_of(id.authority, id.serial, world.clock.now());
  return std::string(to_string(status->revocation->reason));
}

// What is so, by the word that a story uses.
std::map<std::string, std::string> seen(const World& world, const std::string& resident) {
  const auto facts = value_or_trouble(world.agency.facts_of(resident));
  std::map<std::string, std::string> out{{"standing", std::string(to_string(facts.state.standing))},
                                         {"card", std::string(to_string(facts.state.card))},
                                         {"phone", std::string(to_string(facts.state.phone))},
                                         {"address", facts.resident.items.address},
                                         {"municipality", facts.resident.items.municipality.name}};
  out["name"] = facts.resident.items.name;
  const auto& substitutes = facts.resident.items.substitutes;
  out["name-substitutes"] = registry::substitute_digits(facts.resident.items.name, substitutes.name);
  out["address-substitutes"] = registry::substitute_digits(facts.resident.items.address, substitutes.address);
  out["furigana"] = facts.resident.names.furigana;
  out["former-surname-furigana"] = facts.resident.names.former_surname_furigana;
  const auto departure = facts.resident.departs_on;
  out["departs-on"] = departure ? to_string(*departure) : "none";
  for (const auto slot : registry::all_slots) {
    const std::string name(to_string(slot));
    out[name] = word_of(world, facts, slot);
    if (const auto& certificate = registry::at(facts.certificates, slot))
      out[name + "-ends"] = to_string(certificate->not_after);
  }
  return out;
}

void expect(const World& world, const std::string& resident, const yaml::Node& expected) {
  const auto facts = seen(world, resident);
  for (const auto& [key, place, value] : expected.entries) {
    BOOST_TEST_CONTEXT(to_string(place) << " " << key) {
      BOOST_REQUIRE(facts.contains(key));
      BOOST_TEST(facts.at(key) == value.text);
    }
  }
}

void act(World& world, const std::string& resident, const yaml::Node& step) {
  LifeCommand command{step.find("do")->text, resident, {}};
  if (const auto* with = step.find("with")) {
    for (const auto& [key, place, value] : with->entries) command.parameters[key] = value.text;
  }
  const auto done = world.agency.apply(command);
  const auto* refused = step.find("refused");
  BOOST_TEST_CONTEXT(to_string(step.place)) {
    if (refused != nullptr) {
      BOOST_REQUIRE(!done.has_value());
      BOOST_TEST(to_string(done.error()) == refused->text);
    } else {
      BOOST_REQUIRE_EQUAL(error_of(done), "");
    }
  }
}

void check_story(const yaml::Node& test) {
  World world(agency::testing::at(tameshi::testing::text_at(test, "at")));
  const auto of = tameshi::testing::text_at(test, "of");
  value_or_trouble(world.agency.admit(value_or_trouble(registry::find_persona(of))));
  for (const auto& step : test.find("steps")->items) {
    if (const auto* clock = step.find("clock")) world.clock.set(agency::testing::at(clock->text));
    if (step.find("do") != nullptr) act(world, of, step);
    if (const auto* expected = step.find("expect")) expect(world, of, *expected);
  }
}

}  // namespace

CASES("life_stories", "agency.cases.yaml", check_story);

BOOST_AUTO_TEST_SUITE(agency_as_an_object)

BOOST_AUTO_TEST_CASE(a_certificate_is_what_the_register_says) {
  World world(agency::testing::at("2026-04-01T10:00+09:00"));
  value_or_trouble(world.agency.admit(value_or_trouble(registry::find_persona("hanako"))));
  const auto facts = value_or_trouble(world.agency.facts_of("hanako"));
  const auto& certificate = registry::at(facts.certificates, registry::Slot::card_signature);
  BOOST_REQUIRE(certificate.has_value());
  const std::string der(certificate->der.begin(), certificate->der.end());
  BOOST_TEST(der.find("東京都清瀬市架空町１丁目２－３－１０４") != std::string::npos);
  BOOST_TEST(der.find("Kiyose-shi CRLDP") != std::string::npos);
  BOOST_TEST(certificate->id.authority.generation == 3U);
}

BOOST_AUTO_TEST_CASE(old_and_new_are_linked) {
  World world(agency::testing::at("2026-04-01T10:00+09:00"));
  value_or_trouble(world.agency.admit(value_or_trouble(registry::find_persona("hanako"))));
  const auto old = *registry::at(value_or_trouble(world.agency.facts_of("hanako")).certificates,
                                 registry::Slot::card_signature);
  value_or_trouble(world.agency.apply({"move", "hanako", {{"address", "東京都清瀬市架空町９"}}}));
  const auto done = value_or_trouble(world.agency.apply({"re-issue", "hanako"}));
  BOOST_REQUIRE_EQUAL(done.issued.size(), 1U);
  BOOST_TEST((world.store->successor_of(old.id)->id == done.issued[0]));
  BOOST_TEST(done.issued[0].serial > old.id.serial);
}

BOOST_AUTO_TEST_CASE(a_registry_goes_on_with_the_same_authorities) {
  const auto now = agency::testing::at("2026-04-01T10:00+09:00");
  World world(now);
  const auto events = world.store->events_after(0, 100).size();
  const Agency again(agency::testing::small_settings(), *world.store, world.clock, agency::testing::pool());
  BOOST_TEST(world.store->events_after(0, 100).size() == events);
  auto other = agency::testing::small_settings();
  other.authority.organisation = "FAKE-OTHER";
  BOOST_CHECK_EXCEPTION(Agency(other, *world.store, world.clock, agency::testing::pool()), Trouble,
                        [](const Trouble& trouble) {
                          return trouble.problem().what.starts_with("the registry was made under another");
                        });
}

// Good ones and held ones; what was revoked keeps its reason, and the other CA's certificates are as they
// were.
BOOST_AUTO_TEST_CASE(a_cas_key_leaks_and_everything_under_it_is_revoked) {
  World world(agency::testing::at("2026-04-01T10:00+09:00"));
  for (const auto* id : {"hanako", "taro", "mobile"})
    value_or_trouble(world.agency.admit(value_or_trouble(registry::find_persona(id))));
  value_or_trouble(world.agency.apply({"lose-card", "hanako"}));
  value_or_trouble(world.agency.apply({"move", "taro", {{"address", "東京都清瀬市架空町９"}}}));
  const auto leaked = value_or_trouble(world.agency.leak_authority_key({Kind::signature, 3}));
  const auto reason = [&](const std::string& id, registry::Slot slot) {
    const auto facts = value_or_trouble(world.agency.facts_of(id));
    const auto& certificate = registry::at(facts.certificates, slot)->id;
    const auto status = world.store->status_of(certificate.authority, certificate.serial, world.clock.now());
    return status->revocation ? std::string(to_string(status->revocation->reason)) : "good";
  };
  BOOST_TEST(leaked.statuses.size() == 3U);
  BOOST_TEST(reason("hanako", registry::Slot::card_signature) == "ca-compromise");
  BOOST_TEST(reason("mobile", registry::Slot::phone_signature) == "ca-compromise");
  BOOST_TEST(reason("taro", registry::Slot::card_signature) == "affiliation-changed");
  BOOST_TEST(reason("taro", registry::Slot::card_authentication) == "good");
  BOOST_TEST(!world.agency.leak_authority_key({Kind::signature, 9}).has_value());
}

BOOST_AUTO_TEST_CASE(what_the_register_says_goes_with_the_pins_of_who_entered) {
  World world(agency::testing::at("2026-04-01T10:00+09:00"));
  auto other = value_or_trouble(registry::find_persona("hanako"));
  other.pins.authentication = Secret("9876");
  value_or_trouble(world.agency.admit(other));
  const auto before = world.clock.now();
  world.clock.advance(std::chrono::hours(1));
  value_or_trouble(world.agency.apply({"move", "hanako", {{"address", "東京都清瀬市架空町９"}}}));
  const auto now = value_or_trouble(world.agency.persona_at("hanako", world.clock.now()));
  BOOST_TEST(now.address == "東京都清瀬市架空町９");
  BOOST_TEST((now.pins == other.pins));
  BOOST_TEST(value_or_trouble(world.agency.persona_at("hanako", before)).address == other.address);
  BOOST_TEST(!world.agency.persona_at("taro", world.clock.now()).has_value());
}

BOOST_AUTO_TEST_CASE(a_registry_from_before_has_no_pins_but_the_built_in_ones_and_those_it_is_told) {
  World world(agency::testing::at("2026-04-01T10:00+09:00"));
  auto other = value_or_trouble(registry::find_persona("hanako"));
  other.pins.authentication = Secret("9876");
  value_or_trouble(world.agency.admit(other));
  Agency again(agency::testing::small_settings(), *world.store, world.clock, agency::testing::pool());
  const auto pins = [&] { return value_or_trouble(again.persona_at("hanako", world.clock.now())).pins; };
  BOOST_TEST((pins() == value_or_trouble(registry::find_persona("hanako")).pins));
  again.remember(other);
  BOOST_TEST((pins() == other.pins));
}

BOOST_AUTO_TEST_CASE(my_number_stays_out_of_the_events) {
  World world(agency::testing::at("2026-04-01T10:00+09:00"));
  value_or_trouble(world.agency.admit(value_or_trouble(registry::find_persona("hanako"))));
  value_or_trouble(world.agency.apply({"change-number", "hanako", {{"my-number", "222222222225"}}}));
  const auto events = world.store->events_after(0, 100);
  BOOST_TEST(events.back().name == "change-number");
  BOOST_TEST(events.back().parameters.at("my-number") == secret_dots);
  BOOST_TEST(value_or_trouble(world.agency.facts_of("hanako")).resident.my_number == "222222222225");
}

BOOST_AUTO_TEST_CASE(every_persona_can_enter) {
  World world(agency::testing::at("2026-04-01T10:00+09:00"));
  for (const auto& id : registry::persona_ids()) {
    const auto done = world.agency.admit(value_or_trouble(registry::find_persona(id)));
    BOOST_TEST_CONTEXT(id) BOOST_TEST(error_of(done) == "");
  }
  BOOST_TEST(world.store->residents().size() == registry::persona_ids().size());
  BOOST_TEST(!world.agency.admit(value_or_trouble(registry::find_persona("hanako"))).has_value());
}

BOOST_AUTO_TEST_CASE(nobody_unknown_lives) {
  World world(agency::testing::at("2026-04-01T10:00+09:00"));
  value_or_trouble(world.agency.admit(value_or_trouble(registry::find_persona("hanako"))));
  const auto done = world.agency.apply({"die", "hanoko"});
  BOOST_REQUIRE(!done.has_value());
  BOOST_TEST(to_string(done.error()) ==
             "nobody called \"hanoko\" is in the register; did you mean \"hanako\"?");
}

BOOST_AUTO_TEST_SUITE_END()
