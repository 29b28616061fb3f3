// Long lives: whatever the rules say of an event, the registry shows afterwards.
#include <boost/test/unit_test.hpp>
#include <map>
#include <random>

#include "fake-jlis/agency/agency_world.hpp"

using namespace tameshi;
using namespace tameshi::jlis;
using namespace tameshi::jlis::agency;
using agency::testing::World;

namespace {

LifeCommand command_of(const registry::LifeEvent& event, const std::string& resident) {
  LifeCommand out{event.name, resident, {}};
  for (const auto& name : event.parameters) out.parameters[name] = registry::find_parameter(name)->example;
  return out;
}

// Applies the event and compares with what the rules foretold. True when it happened.
bool step(World& world, const registry::LifeEvent& event, const std::string& resident) {
  const auto before = value_or_trouble(world.agency.facts_of(resident));
  const auto foretold = registry::effect(event, before.state);
  const auto done = world.agency.apply(command_of(event, resident));
  BOOST_TEST_CONTEXT(event.name << " of " << resident) {
    BOOST_REQUIRE_EQUAL(foretold ? "" : to_string(foretold.error()), done ? "" : to_string(done.error()));
    if (!done) return false;
    const auto after = value_or_trouble(world.agency.facts_of(resident)).state;
    BOOST_TEST((after.standing == foretold->after.standing));
    BOOST_TEST((after.card == foretold->after.card));
    BOOST_TEST((after.phone == foretold->after.phone));
    for (const auto slot : registry::all_slots) {
      BOOST_TEST(to_string(registry::at(after.certificates, slot)) ==
                 to_string(registry::at(foretold->after.certificates, slot)));
    }
  }
  return true;
}

std::vector<const registry::LifeEvent*> events_of_people() {
  std::vector<const registry::LifeEvent*> out;
  for (const auto& event : registry::life().events) {
    if (!event.by_clock) out.push_back(&event);
  }
  return out;
}

// Of all that can happen to somebody, what has happened least; death comes late.
const registry::LifeEvent* rarest(const registry::LifeState& state, std::map<std::string, int>& times) {
  const registry::LifeEvent* out = nullptr;
  const auto weight = [&](const registry::LifeEvent* event) {
    return times[event->name] + (event->name == "die" || event->name == "delete" ? 15 : 0);
  };
  for (const auto* event : events_of_people()) {
    if (registry::effect(*event, state) && (out == nullptr || weight(event) < weight(out))) out = event;
  }
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(long_lives)

BOOST_AUTO_TEST_CASE(the_registry_shows_what_the_rules_foretold) {
  World world(agency::testing::at("2026-04-01T10:00+09:00"));
  const auto people = registry::persona_ids();
  for (const auto& id : people)
    value_or_trouble(world.agency.admit(value_or_trouble(registry::find_persona(id))));
  std::mt19937 random(20261123);
  std::map<std::string, int> times;
  for (int n = 0; n < 800; ++n) {
    const auto& who = people[random() % people.size()];
    const auto* rare = rarest(value_or_trouble(world.agency.facts_of(who)).state, times);
    if (rare != nullptr && step(world, *rare, who)) ++times[rare->name];
    step(world, *events_of_people()[random() % events_of_people().size()],
         who);  // mostly refused, as foretold
    world.clock.advance(std::chrono::hours{random() % 48});
  }
  for (const auto* event : events_of_people()) {
    if (event->name != "renew") BOOST_TEST(times[event->name] > 0, event->name << " never happened");
  }
}

BOOST_AUTO_TEST_CASE(a_leaked_authority_takes_all_its_certificates_along) {
  World world(agency::testing::at("2026-04-01T10:00+09:00"));
  for (const auto* id : {"hanako", "taro"})
    value_or_trouble(world.agency.admit(value_or_trouble(registry::find_persona(id))));
  value_or_trouble(world.agency.apply({"lose-card", "taro"}));
  const auto done = value_or_trouble(world.agency.leak_authority_key({Kind::signature, 3}));
  BOOST_TEST(done.statuses.size() == 2U);
  for (const auto* id : {"hanako", "taro"}) {
    const auto facts = value_or_trouble(world.agency.facts_of(id));
    const auto& certificate = registry::at(facts.certificates, registry::Slot::card_signature)->id;
    const auto status = world.store->status_of(certificate.authority, certificate.serial, world.clock.now());
    BOOST_TEST((status->revocation->reason == registry::Reason::ca_compromise));
    BOOST_TEST(to_string(registry::at(facts.state.certificates, registry::Slot::card_authentication)) !=
               "revoked");
  }
  BOOST_TEST(!world.agency.leak_authority_key({Kind::signature, 9}).has_value());
}

BOOST_AUTO_TEST_CASE(who_cannot_enter_leaves_no_trace) {
  World world(agency::testing::at("2026-04-01T10:00+09:00"));
  auto persona = value_or_trouble(registry::find_persona("hanako"));
  persona.certificates = {};
  persona.card.issued = std::chrono::year{2001} / 1 / 1;  // before there was any CA
  const auto before = world.store->events_after(0, 100).size();
  const auto done = world.agency.admit(persona);
  BOOST_REQUIRE(!done.has_value());
  BOOST_TEST(done.error().what.starts_with("no generation of the authentication CA could issue"));
  BOOST_TEST(world.store->events_after(0, 100).size() == before);
  BOOST_TEST(world.store->residents().empty());
}

BOOST_AUTO_TEST_SUITE_END()
