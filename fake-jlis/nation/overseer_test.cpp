// Every invariant is broken on purpose, and the overseer sees it: by wrong rows in the registry, by J-LIS's
// own lies, by answers that nobody should get.
#include "fake-jlis/nation/overseer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "fake-jlis/crl/lies.hpp"

namespace tameshi::jlis::nation {
namespace {

using registry::Reason;
using registry::Slot;

ca::KeyPool& keys() {
  static ca::KeyPool one{TAMESHI_SOURCE_DIR "/build/test-keys"};
  return one;
}

// hanako and taro, watched; every answer is looked at really.
struct Watch {
  Realm realm{value_or_trouble(parse_instant("2026-04-01T00:00+09:00")), keys()};
  Overseer overseer{realm, {1, 1}};

  Watch() {
    for (const auto* id : {"hanako", "taro"})
      overseer.happened(value_or_trouble(realm.agency.admit(value_or_trouble(registry::find_persona(id)))));
  }

  agency::Happened happen(const std::string& event, const std::string& resident = "hanako") {
    auto done = value_or_trouble(realm.agency.apply({event, resident}));
    overseer.happened(done);
    return done;
  }
  // Evening, midnight, and the next morning.
  void night() {
    realm.clock.advance(std::chrono::hours{15});
    overseer.evening();
    realm.clock.advance(std::chrono::hours{9});
    overseer.publication();
  }

  registry::Certificate certificate(Slot slot, const std::string& resident = "hanako") {
    return *registry::at(value_or_trouble(realm.agency.facts_of(resident)).certificates, slot);
  }
  // Behind the agency's back.
  void write(registry::StatusChange change) {
    registry::Entry entry;
    entry.event = {0, realm.clock.now(), "forgery", "hanako", {}};
    entry.statuses = {std::move(change)};
    realm.store->record(entry);
  }

  // Breaches of this invariant about this certificate, where one is named.
  [[nodiscard]] std::size_t broken(Invariant invariant, const std::string& certificate = {}) const {
    const auto& all = overseer.breaches();
    return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [&](const Breach& one) {
      return one.invariant == invariant && (certificate.empty() || one.certificate == certificate);
    }));
  }
  [[nodiscard]] std::string story() const {
    std::string out;
    for (const auto& one : overseer.breaches()) out += to_string(one) + "\n";
    return out;
  }
};

four_info::Told told_to(const registry::Certificate& asked, four_info::GivenItems items) {
  return {four_info::Case::newer, asked.id, asked, std::move(items)};
}

BOOST_AUTO_TEST_SUITE(overseer)

BOOST_AUTO_TEST_CASE(nothing_is_broken_when_people_just_live) {
  Watch watch;
  watch.night();
  for (const auto* event :
       {"lose-card", "find-card", "re-issue", "enrol-phone", "lose-phone", "find-phone", "revoke"}) {
    watch.happen(event);
    watch.night();
  }
  watch.overseer.everything();
  BOOST_TEST(watch.story() == "");
  BOOST_TEST(watch.overseer.looks().ocsp_really > 20U);
  BOOST_TEST(watch.overseer.looks().lists_really > 5U);
}

BOOST_AUTO_TEST_CASE(a_hold_that_is_lifted_on_a_card_is_seen) {
  for (const auto slot : {Slot::card_signature, Slot::card_authentication}) {
    Watch watch;
    const auto held = watch.certificate(slot).id;
    watch.happen("lose-card");
    watch.night();
    BOOST_TEST(watch.story() == "");
    watch.write({held, watch.realm.clock.now(), std::nullopt});
    watch.night();
    watch.overseer.everything();
    BOOST_TEST(watch.broken(Invariant::hold_stays, registry::to_string(held)) == 1U, watch.story());
    BOOST_TEST(watch.broken(Invariant::as_it_happened, registry::to_string(held)) == 1U);
  }
}

BOOST_AUTO_TEST_CASE(what_was_revoked_for_good_and_is_another_way_is_seen) {
  Watch watch;
  const auto revoked = watch.certificate(Slot::card_signature).id;
  watch.happen("revoke");
  watch.night();
  watch.write({revoked, watch.realm.clock.now(),
               registry::Revocation{std::chrono::floor<std::chrono::seconds>(watch.realm.clock.now()),
                                    Reason::key_compromise}});
  watch.night();
  watch.overseer.everything();
  BOOST_TEST(watch.broken(Invariant::hold_stays, registry::to_string(revoked)) == 1U, watch.story());
}

BOOST_AUTO_TEST_CASE(a_second_good_certificate_of_a_card_is_seen) {
  for (const auto slot : {Slot::card_signature, Slot::card_authentication}) {
    Watch watch;
    auto second = watch.certificate(slot);
    second.id.serial += 1'000;
    second.issued_at = watch.realm.clock.now();
    registry::Entry entry;
    entry.event = {0, second.issued_at, "forgery", "hanako", {}};
    entry.certificates = {second};
    watch.realm.store->record(entry);
    watch.overseer.happened({0, second.issued_at, "forgery", "hanako", {second.id}, {}, ""});
    watch.night();
    BOOST_TEST(watch.broken(Invariant::one_good, registry::to_string(second.id)) == 1U, watch.story());
  }
}

BOOST_AUTO_TEST_CASE(a_revocation_that_nobody_reported_is_seen_when_everything_is_looked_at) {
  Watch watch;
  watch.night();
  const auto victim = watch.certificate(Slot::card_authentication, "taro").id;
  watch.write({victim, watch.realm.clock.now(),
               registry::Revocation{watch.realm.clock.now(), Reason::privilege_withdrawn}});
  watch.night();
  BOOST_TEST(watch.story() == "");
  watch.overseer.everything();
  BOOST_TEST(watch.broken(Invariant::as_it_happened, registry::to_string(victim)) == 1U, watch.story());
}

void arm_list(Watch& watch, std::string_view lie, std::uint64_t serial) {
  watch.realm.site.desk().list_lies.arm(
      value_or_trouble(lie_from(crl::lies(), lie, {{"serial", std::to_string(serial)}})));
}

BOOST_AUTO_TEST_CASE(a_list_that_lacks_an_entry_is_seen) {
  Watch watch;
  const auto missing = watch.certificate(Slot::card_signature).id;
  arm_list(watch, "victim-missing", missing.serial);
  watch.happen("revoke");
  watch.night();
  BOOST_TEST(watch.broken(Invariant::lists_agree, registry::to_string(missing)) >= 1U, watch.story());
}

BOOST_AUTO_TEST_CASE(a_list_that_names_an_innocent_is_seen) {
  Watch watch;
  const auto innocent = watch.certificate(Slot::card_signature).id;
  arm_list(watch, "innocent-listed", innocent.serial);
  watch.overseer.everything();
  BOOST_TEST(watch.broken(Invariant::lists_agree, registry::to_string(innocent)) == 1U, watch.story());
}

BOOST_AUTO_TEST_CASE(a_list_with_a_serial_that_nobody_has_is_seen) {
  const ListView list{"signature/3/13221", {}, {{7, {{}, Reason::superseded}}}};
  const auto breaches = lists_agree(list, {}, {});
  BOOST_REQUIRE(breaches.size() == 1U);
  BOOST_TEST(breaches.front().what == "list signature/3/13221 has 1 entries, 0 of them known");
}

BOOST_AUTO_TEST_CASE(answers_that_a_careful_client_refuses_are_seen) {
  for (const auto* lie : {"bit-flipped", "try-later", "cut-last-byte", "good-instead"}) {
    Watch watch;
    watch.happen("lose-card");
    watch.realm.site.desk().ocsp_lies.arm(value_or_trouble(lie_from(lies_of("ocsp"), lie, {})));
    watch.night();
    BOOST_TEST(watch.broken(Invariant::a_client_can_follow) >= 1U, watch.story());
  }
}

BOOST_AUTO_TEST_CASE(an_item_without_consent_is_seen) {
  using four_info::Item;
  Watch watch;
  const auto asked = watch.certificate(Slot::card_signature);
  const auto now = *watch.realm.store->resident("hanako", watch.realm.clock.now());
  const auto both = told_to(asked, four_info::given(now, {Item::name, Item::address}, false));
  const auto broken = [&] { return watch.broken(Invariant::within_consent, registry::to_string(asked.id)); };
  watch.overseer.told("bank", "account", both);
  BOOST_TEST(broken() == 2U);
  watch.overseer.consented("hanako",
                           {watch.realm.clock.now(), "bank", {{"account", "架空", {Item::address}}}});
  watch.overseer.told("bank", "account", both);
  BOOST_TEST(broken() == 4U);  // it begins at midnight
  watch.night();
  watch.overseer.told("bank", "account", both);
  BOOST_TEST(broken() == 5U);  // the name
  watch.overseer.told("bank", "loan", both);
  BOOST_TEST(broken() == 7U);
  watch.overseer.withdrew("hanako", "bank", "account");
  watch.overseer.told("bank", "account", both);
  BOOST_TEST(broken() == 9U);
  BOOST_TEST(watch.broken(Invariant::told_as_registered) == 0U);
}

BOOST_AUTO_TEST_CASE(a_consent_ends_after_ten_years) {
  using four_info::Item;
  const auto at = [](const char* text) { return value_or_trouble(parse_instant(text)); };
  const std::vector<GivenConsent> all{{"bank", "account", {Item::sex}, at("2026-04-01T09:00+09:00"), {}}};
  const auto may = [&](const char* text) {
    return !consented_items(all, "bank", "account", at(text)).empty();
  };
  BOOST_TEST(!may("2026-04-01T23:59:59+09:00"));
  BOOST_TEST(may("2026-04-02T00:00:00+09:00"));
  BOOST_TEST(may("2036-04-01T23:59:59+09:00"));
  BOOST_TEST(!may("2036-04-02T00:00:00+09:00"));
}

BOOST_AUTO_TEST_CASE(items_of_another_time_are_seen) {
  using four_info::Item;
  Watch watch;
  const auto asked = watch.certificate(Slot::card_signature);
  auto now = *watch.realm.store->resident("hanako", watch.realm.clock.now());
  watch.overseer.consented("hanako",
                           {watch.realm.clock.now(), "bank", {{"account", "架空", {Item::name, Item::sex}}}});
  watch.night();
  now.items.name = "別人　花子";
  watch.overseer.told("bank", "account",
                      told_to(asked, four_info::given(now, {Item::name, Item::sex}, false)));
  BOOST_TEST(watch.broken(Invariant::told_as_registered) == 1U, watch.story());
  BOOST_TEST(watch.broken(Invariant::within_consent) == 0U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace tameshi::jlis::nation
