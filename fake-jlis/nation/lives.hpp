// People who live: on each day what was planned for it, and what chance brings.
#pragma once

#include "fake-jlis/nation/customs.hpp"
#include "fake-jlis/nation/overseer.hpp"
#include "fake-jlis/nation/people.hpp"

namespace tameshi::jlis::nation {

// What a person knows of themselves.
struct Inhabitant {
  registry::Persona persona;                              // as they were invented
  std::uint64_t card = 0;                                 // the last one's number
  std::optional<registry::CertificateId> newest;          // of the card: what is renewed and ends
  std::optional<registry::CertificateId> card_signature;  // the last one
  std::vector<registry::CertificateId> signatures;        // all that were ever theirs, of phones too
  struct Consent {
    std::string id;
    std::string provider;
    std::string service;
  };
  std::vector<Consent> consents;
  bool gone = false;
};

struct Counts {
  std::map<std::string, std::uint64_t> happened;   // by act
  std::map<std::string, std::uint64_t> could_not;  // likewise
  std::map<std::string, std::uint64_t> issued;     // "card signature"
  std::map<std::string, std::uint64_t> revoked;    // by reason
  std::uint64_t lifted = 0;
  std::map<std::string, std::uint64_t> four_info;  // "consent", "latest newer"
};

class Lives {
 public:
  Lives(Realm& realm, Overseer& overseer, std::uint64_t seed, std::size_t people);

  // Everybody enters who lives here when it begins.
  void populate(std::size_t people);
  // Office hours of today.
  void day();

  [[nodiscard]] const Counts& counts() const { return counts_; }
  [[nodiscard]] std::size_t living() const { return living_.size(); }
  [[nodiscard]] std::size_t ever() const { return people_.size(); }

 private:
  // Who does what. About a certificate or a card: only as long as that is the newest.
  struct Plan {
    std::size_t who = 0;
    std::string act;
    std::optional<registry::CertificateId> certificate;
    std::uint64_t card = 0;
  };
  using Date = std::chrono::year_month_day;

  [[nodiscard]] Date today() const;
  void plan(std::chrono::sys_days day, Plan what);
  void choose(const Choices& choices, std::size_t who);
  void choose_before(const std::string& what, std::chrono::sys_days end, Plan like);
  [[nodiscard]] std::vector<Plan> by_chance();
  [[nodiscard]] bool is_stale(const Plan& plan) const;

  void perform(const Plan& plan);
  bool act(const std::string& name, std::size_t who);
  bool enter(registry::Persona persona);
  bool be_born(std::size_t near);
  bool arrive();
  bool live(const std::string& event, std::size_t who);
  bool give_consent(std::size_t who);
  bool withdraw(std::size_t who, bool elsewhere);
  bool ask_items(std::size_t who);
  [[nodiscard]] four_info::SignedApplication signed_by(const Inhabitant& person, std::string_view xml) const;

  void note(const agency::Happened& what, std::size_t who);
  void note_certificate(const registry::CertificateId& id, std::size_t who);
  void note_card(std::size_t who);
  void note_stay(std::size_t who);

  Realm& realm_;
  Overseer& overseer_;
  Chance chance_;
  std::size_t towns_;
  std::vector<Inhabitant> people_;
  std::vector<std::size_t> living_;
  std::map<std::chrono::sys_days, std::vector<Plan>> plans_;
  Counts counts_;
};

}  // namespace tameshi::jlis::nation
