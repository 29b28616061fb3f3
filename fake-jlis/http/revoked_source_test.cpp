#include "fake-jlis/http/revoked_source.hpp"

#include <boost/test/unit_test.hpp>

#include "fake-jlis/http/test_world.hpp"

namespace tameshi::jlis::http {
namespace {

using registry::AuthorityId;
using testing::World;

const registry::Municipality kiyose{"13221", "Tokyo-to", "Kiyose-shi"};
const registry::Municipality naka{"14104", "Kanagawa-ken", "Yokohama-shi-Naka-ku"};

// Issued an hour ago, and revoked at once.
registry::Entry revoked(const World& world, const AuthorityId& id, std::uint64_t serial,
                        const registry::Municipality& in) {
  const auto at = world.clock.now() - std::chrono::hours(1);
  registry::Certificate certificate;
  certificate.id = {id, serial};
  certificate.resident = "hanako";
  certificate.carrier = 1;
  certificate.municipality = in;
  certificate.issued_at = certificate.not_before = at;
  certificate.not_after = at + std::chrono::hours(24 * 365);
  registry::Entry out;
  out.event = {0, at, "issue", "hanako", {}};
  out.certificates = {certificate};
  out.statuses = {{certificate.id, at, registry::Revocation{at, registry::Reason::superseded}}};
  return out;
}

// More than a page of each generation, in turn and alone, here and there.
struct Crowd : World {
  static constexpr std::uint64_t first = 300'000'000;
  static constexpr std::uint64_t count = 12'000;

  Crowd() {
    std::vector<registry::Entry> all;
    all.reserve(count);
    for (std::uint64_t i = 0; i < count; ++i) {
      const unsigned generation = i < 1000 ? 1 : 2 + i % 2;
      all.push_back(revoked(*this, {Kind::signature, generation}, first + i, i % 3 == 0 ? kiyose : naka));
    }
    store->record(all);
  }

  [[nodiscard]] std::vector<std::uint64_t> serials(const crl::Ask& ask) const {
    std::vector<std::uint64_t> out;
    revoked_source(agency)(ask, [&](const auto& one) { out.push_back(one.serial); });
    return out;
  }
  [[nodiscard]] crl::Ask ask(std::optional<unsigned> generation, std::string municipality = {}) const {
    return {municipality.empty() ? crl::Scope::full : crl::Scope::municipality,
            Kind::signature,
            generation,
            std::move(municipality),
            clock.now(),
            clock.now()};
  }
};

BOOST_AUTO_TEST_SUITE(revoked_source_of_lists)

BOOST_AUTO_TEST_CASE(all_generations_come_in_the_order_of_serials) {
  const Crowd world;
  const auto all = world.serials(world.ask({}));
  BOOST_TEST(all.size() == Crowd::count);
  BOOST_TEST(all.front() == Crowd::first);
  BOOST_TEST((std::adjacent_find(all.begin(), all.end(), std::greater_equal<>()) == all.end()));
}

BOOST_AUTO_TEST_CASE(one_generation_comes_alone) {
  const Crowd world;
  std::size_t sum = 0;
  for (const unsigned generation : {1U, 2U, 3U}) {
    const auto all = world.serials(world.ask(generation));
    BOOST_TEST(std::is_sorted(all.begin(), all.end()));
    sum += all.size();
  }
  BOOST_TEST(sum == Crowd::count);
  BOOST_TEST(world.serials(world.ask(1)).size() == 1000U);
}

BOOST_AUTO_TEST_CASE(a_municipality_comes_alone_from_every_generation) {
  const Crowd world;
  const auto here = world.serials(world.ask({}, "13221"));
  const auto there = world.serials(world.ask({}, "14104"));
  BOOST_TEST(here.size() == Crowd::count / 3);
  BOOST_TEST(here.size() + there.size() == Crowd::count);
  BOOST_TEST(std::is_sorted(here.begin(), here.end()));
  BOOST_TEST(world.serials(world.ask({}, "01106")).empty());
}

BOOST_AUTO_TEST_CASE(the_authorities_own_list_is_empty) {
  const Crowd world;
  auto ask = world.ask(3);
  ask.scope = crl::Scope::authority;
  BOOST_TEST(world.serials(ask).empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace tameshi::jlis::http
