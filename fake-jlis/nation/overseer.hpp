// Who watches a nation: remembers what it was told, looks every evening, at every publication and now and
// then at everything, and holds what it sees to the invariants.
#pragma once

#include <deque>
#include <set>

#include "fake-jlis/four-info/service.hpp"
#include "fake-jlis/nation/witness.hpp"

namespace tameshi::jlis::nation {

// One in so many is looked at really, as bytes over HTTP; the rest as the values that these are made of.
struct Sampling {
  unsigned ocsp = 100;
  unsigned lists = 20;
};

// How often what was looked at.
struct Looks {
  std::uint64_t ocsp = 0;
  std::uint64_t ocsp_really = 0;
  std::uint64_t lists = 0;
  std::uint64_t lists_really = 0;
  std::map<Invariant, std::uint64_t> held_to;
};

class Overseer {
 public:
  Overseer(Realm& realm, Sampling sampling);

  // What was done, as J-LIS says.
  void happened(const agency::Happened& what);
  // What people signed and J-LIS took, and what they took back.
  void consented(const registry::ResidentId& holder, const four_info::ConsentApplication& application);
  void withdrew(const registry::ResidentId& holder, const std::string& provider, const std::string& service);
  // What a service provider was told.
  void told(const std::string& provider, const std::string& service, const four_info::Told& told);

  // All certificates of everybody to whom something happened today.
  void evening();
  // The lists that have just come out, of which some certificate has changed.
  void publication();
  // Every certificate that has not ended, and every list.
  void everything();

  [[nodiscard]] const Breaches& breaches() const { return breaches_; }
  [[nodiscard]] const Looks& looks() const { return looks_; }

 private:
  using All = std::vector<Watched*>;

  Watched* find(const registry::CertificateId& id);
  void add(const registry::CertificateId& id);
  [[nodiscard]] All living(const All& all) const;
  void look_at_people(const std::set<registry::ResidentId>& people);
  void look_at(const All& certificates);
  void look_at_lists(const std::set<std::string>& lists);
  void look_at_list(const std::string& name);
  void look_really(const Watched& certificate, const Sight& seen);
  ListView list_of(const Watched& one);
  void hold_to(Invariant invariant, Breaches found);
  void refused(const Watched& one, const platform::Refusal& refusal);

  Realm& realm_;
  Sampling sampling_;
  Witness witness_;
  std::deque<Watched> certificates_;  // they stay where they are
  std::map<registry::CertificateId, Watched*> by_id_;
  std::map<registry::ResidentId, All> by_resident_;  // those that have not ended
  std::map<std::string, All> by_list_;               // likewise
  std::map<registry::ResidentId, std::vector<GivenConsent>> consents_;
  std::set<registry::ResidentId> touched_;  // since the last evening
  std::set<std::string> changed_lists_;     // since the last publication
  Breaches breaches_;
  Looks looks_;
};

}  // namespace tameshi::jlis::nation
