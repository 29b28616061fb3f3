// The fake J-LIS under a frozen clock, and a careful client of it: nothing goes over sockets.
#pragma once

#include "fake-jlis/http/in_process.hpp"
#include "fake-jlis/http/site.hpp"
#include "fake-jlis/platform/trust_from.hpp"

namespace tameshi::jlis::nation {

// Three more generations of each CA than there are when it begins: enough for more than twelve years.
agency::AgencySettings realm_settings();

class Realm {
 public:
  Realm(Instant begins, ca::KeyPool& keys)
      : machine_(begins),
        clock(machine_),
        pool(keys),
        store(registry::store_in_memory()),
        agency(realm_settings(), *store, clock, pool),
        site({"http://j-lis", {}, nullptr}, agency, clock, pool),
        client({"http://j-lis", {}, "overseer"},
               http::in_process([this](const http::Request& request) { return site.answer(request); })),
        trust(value_or_trouble(platform::trust_from(client))) {}

 private:
  FrozenClock machine_;

 public:
  http::WorldClock clock;
  ca::KeyPool& pool;
  std::unique_ptr<registry::Store> store;
  agency::Agency agency;
  http::Site site;
  platform::JlisClient client;
  platform::Trust trust;
};

}  // namespace tameshi::jlis::nation
