// One suite for every kind of Store, and what only the one on a file has to show.
#include "fake-jlis/registry/store.hpp"

#include <boost/mpl/list.hpp>
#include <boost/test/unit_test.hpp>

#include "fake-jlis/registry/store_world.hpp"

using namespace tameshi;
using namespace tameshi::jlis;
using namespace tameshi::jlis::registry;
using namespace tameshi::jlis::registry::testing;

namespace {

struct OnFile {
  ScratchFolder folder;
  std::unique_ptr<Store> store = value_or_trouble(open_store(folder.path() / "registry.db"));
};

struct InMemory {
  std::unique_ptr<Store> store = store_in_memory();
};

using Kinds = boost::mpl::list<OnFile, InMemory>;

constexpr AuthorityId signature{Kind::signature, 3};
const Municipality kiyose{"13221", "Tokyo-to", "Kiyose-shi"};
const Municipality naka{"14104", "Kanagawa-ken", "Yokohama-shi-Naka-ku"};

std::vector<std::uint64_t> revoked(const Store& store, const RevokedQuery& query) {
  std::vector<std::uint64_t> out;
  store.for_each_revoked(query, [&](const RevokedCertificate& one) { out.push_back(one.serial); });
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(store)

BOOST_AUTO_TEST_CASE_TEMPLATE(status_is_that_of_the_moment_asked_for, Kind_, Kinds) {
  Kind_ world;
  world.store->record(issued(signature, 7, day(1)));
  world.store->record(changed(signature, 7, day(3), Reason::certificate_hold));
  world.store->record(changed(signature, 7, day(5), std::nullopt));
  const auto at = [&](int d) { return world.store->status_of(signature, 7, day(d)); };
  BOOST_TEST(!at(0).has_value());
  BOOST_TEST(!at(2)->revocation.has_value());
  BOOST_REQUIRE(at(3)->revocation.has_value());
  BOOST_TEST((at(4)->revocation == Revocation{day(3), Reason::certificate_hold}));
  BOOST_TEST(!at(5)->revocation.has_value());
}

// The sixth is on hold and good again, the seventh is revoked twice.
BOOST_AUTO_TEST_CASE_TEMPLATE(revoked_ones_come_as_many_as_were_asked_for_and_then_the_next, Kind_, Kinds) {
  Kind_ world;
  for (const std::uint64_t serial : {5U, 6U, 7U, 8U, 9U}) {
    world.store->record(issued(signature, serial, day(1)));
    world.store->record(changed(signature, serial, day(2), Reason::certificate_hold));
  }
  world.store->record(changed(signature, 6, day(3), std::nullopt));
  world.store->record(changed(signature, 7, day(3), Reason::cessation_of_operation));
  const auto page = [&](std::uint64_t after, std::size_t most) {
    return revoked(*world.store, {signature, {}, day(4), day(4), after, most});
  };
  using Serials = std::vector<std::uint64_t>;
  BOOST_TEST(page(0, 2) == (Serials{5, 7}), boost::test_tools::per_element());
  BOOST_TEST(page(7, 2) == (Serials{8, 9}), boost::test_tools::per_element());
  BOOST_TEST(page(5, SIZE_MAX) == (Serials{7, 8, 9}), boost::test_tools::per_element());
  BOOST_TEST(page(9, 2).empty());
  BOOST_TEST(page(0, 0).empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_authority_knows_its_own_serials_only, Kind_, Kinds) {
  Kind_ world;
  world.store->record(issued(signature, 7, day(1)));
  BOOST_TEST(!world.store->status_of(signature, 8, day(2)).has_value());
  BOOST_TEST(!world.store->status_of({Kind::signature, 2}, 7, day(2)).has_value());
  BOOST_TEST(!world.store->status_of({Kind::authentication, 3}, 7, day(2)).has_value());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(lists_are_in_the_order_of_serials_and_of_their_time, Kind_, Kinds) {
  Kind_ world;
  for (const std::uint64_t serial : {30U, 10U, 20U, 40U})
    world.store->record(issued(signature, serial, day(1), serial == 40 ? naka : kiyose));
  world.store->record(changed(signature, 30, day(2), Reason::superseded));
  world.store->record(changed(signature, 40, day(2), Reason::superseded));
  world.store->record(changed(signature, 10, day(4), Reason::certificate_hold));
  world.store->record(changed(signature, 10, day(6), std::nullopt));
  using Serials = std::vector<std::uint64_t>;
  BOOST_TEST(revoked(*world.store, {signature, {}, day(1), day(1)}) == Serials{});
  BOOST_TEST(revoked(*world.store, {signature, {}, day(5), day(5)}) == (Serials{10, 30, 40}));
  BOOST_TEST(revoked(*world.store, {signature, kiyose, day(5), day(5)}) == (Serials{10, 30}));
  BOOST_TEST(revoked(*world.store, {signature, naka, day(6), day(6)}) == (Serials{40}));
  BOOST_TEST(revoked(*world.store, {signature, kiyose, day(6), day(6)}) == (Serials{30}));
  BOOST_TEST(revoked(*world.store, {{Kind::signature, 2}, {}, day(6), day(6)}) == Serials{});
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_has_expired_leaves_the_list, Kind_, Kinds) {
  Kind_ world;
  world.store->record(issued(signature, 7, day(1)));
  world.store->record(changed(signature, 7, day(2), Reason::superseded));
  BOOST_TEST(revoked(*world.store, {signature, {}, certificate_end, certificate_end}).size() == 1);
  const auto later = certificate_end + std::chrono::milliseconds(1);
  BOOST_TEST(revoked(*world.store, {signature, {}, later, later}).empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_long_list_is_read_in_pages_without_a_gap, Kind_, Kinds) {
  constexpr std::uint64_t many = 10'000;
  Kind_ world;
  std::vector<Entry> entries;
  for (std::uint64_t serial = 1; serial <= many; ++serial) {
    entries.push_back(issued(signature, serial, day(1)));
    entries.push_back(changed(signature, serial, day(2), Reason::certificate_hold));
    entries.push_back(changed(signature, serial, day(3), Reason::superseded));
  }
  world.store->record(entries);
  std::uint64_t next = 1;
  world.store->for_each_revoked({signature, kiyose, day(4), day(4)}, [&](const RevokedCertificate& one) {
    BOOST_REQUIRE_EQUAL(one.serial, next++);
    BOOST_REQUIRE((one.revocation == Revocation{day(3), Reason::superseded}));
  });
  BOOST_TEST(next == many + 1);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(municipalities_are_those_of_certificates, Kind_, Kinds) {
  Kind_ world;
  world.store->record(issued(signature, 1, day(1), naka));
  world.store->record(issued(signature, 2, day(1), kiyose));
  world.store->record(issued(signature, 3, day(1), kiyose));
  BOOST_TEST((world.store->municipalities(signature) == std::vector{kiyose, naka}));
  BOOST_TEST(world.store->municipalities({Kind::authentication, 3}).empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(records_come_back_as_they_were, Kind_, Kinds) {
  Kind_ world;
  const auto entry = full_entry();
  world.store->record(entry);
  const auto& store = *world.store;
  BOOST_TEST((store.versions_of("hanako") == entry.residents));
  BOOST_TEST((store.carriers_of("hanako") == entry.carriers));
  BOOST_TEST((store.certificates_of("hanako") == entry.certificates));
  BOOST_TEST((store.certificates_on(1) == entry.certificates));
  BOOST_TEST((store.certificate(entry.certificates[0].id) == entry.certificates[0]));
  BOOST_TEST((store.successor_of(entry.certificates[0].id) == entry.certificates[1]));
  BOOST_TEST((store.consents_of("hanako") == entry.consents));
  BOOST_TEST((store.consent("c1") == entry.consents[0]));
  BOOST_TEST(!store.consent("c2").has_value());
  BOOST_TEST((store.application("a1") == entry.applications[0]));
  BOOST_TEST(!store.application("c1").has_value());
  BOOST_TEST((store.authorities() == entry.authorities));
  auto event = entry.event;
  event.number = 1;
  BOOST_TEST((store.events_after(0, 10) == std::vector{event}));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_resident_has_versions, Kind_, Kinds) {
  Kind_ world;
  auto one = hanako(day(1));
  world.store->record(Entry{{0, day(1), "enter", "hanako", {}}, {one}, {}, {}, {}, {}, {}});
  auto two = one;
  two.since = day(5);
  two.items.address = "東京都清瀬市架空町９丁目";
  world.store->record(Entry{{0, day(5), "move", "hanako", {}}, {two}, {}, {}, {}, {}, {}});
  BOOST_TEST(!world.store->resident("hanako", day(0)).has_value());
  BOOST_TEST((world.store->resident("hanako", day(4)) == one));
  BOOST_TEST((world.store->resident("hanako", day(5)) == two));
  BOOST_TEST(world.store->residents() == std::vector<std::string>{"hanako"});
}

BOOST_AUTO_TEST_CASE_TEMPLATE(several_entries_are_kept_all_or_none, Kind_, Kinds) {
  Kind_ world;
  auto& store = *world.store;
  const auto two = [&](bool keep) {
    store.record(issued(signature, 1, day(1)));
    store.record(issued(signature, 2, day(1)));
    BOOST_TEST(store.events_after(0, 10).size() == 2U);
    return keep;
  };
  store.all_or_nothing([&] { return two(false); });
  BOOST_TEST(store.events_after(0, 10).empty());
  const auto twice = [&] {
    two(true);
    store.record(issued(signature, 1, day(1)));
    return true;
  };
  BOOST_CHECK_THROW(store.all_or_nothing(twice), Trouble);
  BOOST_TEST(store.events_after(0, 10).empty());
  store.all_or_nothing([&] { return two(true); });
  BOOST_TEST(store.events_after(0, 10).size() == 2U);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(the_last_event_of_a_resident_is_known, Kind_, Kinds) {
  Kind_ world;
  BOOST_TEST(!world.store->last_event_of("hanako").has_value());
  world.store->record(issued(signature, 1, day(3)));
  world.store->record(changed(signature, 1, day(2), Reason::superseded));
  BOOST_TEST((world.store->last_event_of("hanako") == day(3)));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(withdrawals_are_numbered_and_told_to_their_provider, Kind_, Kinds) {
  Kind_ world;
  auto entry = full_entry();
  world.store->record(entry);
  entry = {};
  entry.event = {0, day(12), "withdraw", "hanako", {}};
  for (const auto* provider : {"bank", "shop", "bank"})
    entry.withdrawals.push_back({0, day(12), "platform", "c1", "hanako", provider, "x", day(12), {}});
  world.store->record(entry);
  const auto numbers = [&](const WithdrawalQuery& query) {
    std::vector<std::uint64_t> out;
    for (const auto& one : world.store->withdrawals(query)) out.push_back(one.number);
    return out;
  };
  using Numbers = std::vector<std::uint64_t>;
  BOOST_TEST(numbers({"bank"}) == (Numbers{1, 2, 4}));
  BOOST_TEST(numbers({"bank", 1}) == (Numbers{2, 4}));
  BOOST_TEST(numbers({"bank", 0, day(10)}) == (Numbers{2, 4}));
  BOOST_TEST(numbers({"bank", 0, Instant{}, 2}) == (Numbers{1, 2}));
  BOOST_TEST(numbers({"shop", 3}) == Numbers{});
  BOOST_TEST(world.store->withdrawals_of("hanako").size() == 4U);
  auto first = full_entry().withdrawals[0];
  first.number = 1;
  BOOST_TEST((world.store->withdrawals_of("hanako")[0] == first));
  BOOST_TEST(world.store->withdrawals_of("taro").empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(consents_stand_in_the_order_in_which_they_were_given, Kind_, Kinds) {
  Kind_ world;
  const auto give = [&](const std::string& id, Instant at) {
    Entry entry;
    entry.event = {0, day(5), "give-consent", "hanako", {}};
    entry.consents = {full_entry().consents[0]};
    entry.consents[0].id = id;
    entry.consents[0].applied_at = at;
    world.store->record(entry);
  };
  give("c", day(2));
  give("b", day(2));
  give("a", day(1));
  give("c", day(2));  // withdrawn, say: it keeps its place
  std::vector<std::string> ids;
  for (const auto& one : world.store->consents_of("hanako")) ids.push_back(one.id);
  BOOST_TEST(ids == (std::vector<std::string>{"a", "c", "b"}));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(evidence_is_kept_once, Kind_, Kinds) {
  Kind_ world;
  auto entry = full_entry();
  world.store->record(entry);
  entry.carriers.clear();
  entry.certificates.clear();
  entry.residents.clear();
  entry.authorities.clear();
  BOOST_CHECK_THROW(world.store->record(entry), Trouble);
  BOOST_TEST(world.store->withdrawals_of("hanako").size() == 1U);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(counters_go_on_after_what_was_recorded, Kind_, Kinds) {
  Kind_ world;
  BOOST_TEST(world.store->next_serial(Kind::signature) == first_serial);
  BOOST_TEST(world.store->next_carrier() == 1U);
  world.store->record(full_entry());
  BOOST_TEST(world.store->next_serial(Kind::signature) == 300'000'003U);
  BOOST_TEST(world.store->next_serial(Kind::authentication) == first_serial);
  BOOST_TEST(world.store->next_carrier() == 2U);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_entry_is_kept_whole_or_not_at_all, Kind_, Kinds) {
  Kind_ world;
  world.store->record(issued(signature, 7, day(1)));
  BOOST_CHECK_THROW(world.store->record(issued(signature, 7, day(2))), Trouble);
  BOOST_CHECK_THROW(world.store->record(changed(signature, 99, day(2), Reason::superseded)), Trouble);
  BOOST_TEST(world.store->events_after(0, 10).size() == 1U);
  world.store->record(issued(signature, 8, day(2)));
  BOOST_TEST(world.store->events_after(0, 10).size() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
