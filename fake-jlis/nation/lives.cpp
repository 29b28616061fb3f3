#include "fake-jlis/nation/lives.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tameshi::jlis::nation {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::chrono::hours opens{9};
constexpr std::chrono::seconds open_for = std::chrono::hours{8};
constexpr std::size_t people_of_a_town = 100;
constexpr int full_age_of_signatures = 15;

unsigned age_on(year_month_day born, year_month_day today) {
  const int years = static_cast<int>(today.year()) - static_cast<int>(born.year());
  return static_cast<unsigned>(std::max(0, years - (years_after(born, years) > today ? 1 : 0)));
}

sys_days day_of(Instant instant) {
  return sys_days{in_japan(instant).date};
}

}  // namespace

Lives::Lives(Realm& realm, Overseer& overseer, std::uint64_t seed, std::size_t people)
    : realm_(realm),
      overseer_(overseer),
      chance_(seed),
      towns_(std::clamp<std::size_t>(people / people_of_a_town, 2, words().towns.size())) {}

year_month_day Lives::today() const {
  return in_japan(realm_.clock.now()).date;
}

// Of those who live here most have a card of less than five years, some one that has been forgotten.
void Lives::populate(std::size_t people) {
  const sys_days first{today()};
  for (std::size_t n = 0; n < people; ++n) {
    const year_month_day born{first - days{chance_.between(30, 90 * 365)}};
    auto persona = invented(people_.size(), born, chance_, towns_);
    const auto since = chance_.percent(8) ? chance_.between(1900, 3000) : chance_.between(1, 1700);
    persona.card.issued =
        std::max(year_month_day{first - days{since}}, year_month_day{sys_days{born} + days{1}});
    persona.certificates = {chance_.percent(85), chance_.percent(97)};
    enter(std::move(persona));
  }
}

void Lives::plan(sys_days day, Plan what) {
  plans_[day].push_back(std::move(what));
}

void Lives::choose(const Choices& choices, std::size_t who) {
  auto thrown = chance_.below(100);
  for (const auto& [act, percent, soonest, latest] : choices) {
    if (thrown < percent)
      return plan(sys_days{today()} + days{chance_.between(soonest, latest)}, {who, act, {}, 0});
    thrown -= percent;
  }
}

void Lives::choose_before(const std::string& what, sys_days end, Plan like) {
  const auto found = customs().before_end.find(what);
  if (found == customs().before_end.end()) return;
  auto thrown = chance_.below(100);
  for (const auto& [act, percent, soonest, latest] : found->second) {
    if (thrown < percent) {
      like.act = act;
      return plan(std::max(end - days{chance_.between(soonest, latest)}, sys_days{today()} + days{1}),
                  std::move(like));
    }
    thrown -= percent;
  }
}

std::vector<Lives::Plan> Lives::by_chance() {
  std::vector<Plan> out;
  for (const auto& row : customs().by_chance) {
    for (auto left = chance_.times(living_.size(), row.per_thousand); left > 0; --left) {
      const auto who = living_[chance_.below(living_.size())];
      const auto age = age_on(people_[who].persona.birth.date, today());
      if (age >= row.youngest && age <= row.oldest) out.push_back({who, row.act, {}, 0});
    }
  }
  return out;
}

// Half of an hour apart when little happens, seconds when much does; in the order of the plans.
void Lives::day() {
  const auto start = realm_.clock.now();
  auto plans = std::move(plans_[sys_days{today()}]);
  plans_.erase(plans_.begin(), plans_.upper_bound(sys_days{today()}));
  auto more = by_chance();
  plans.insert(plans.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  for (std::size_t i = 0; i < plans.size(); ++i) {
    realm_.clock.set(start + opens + i * open_for / plans.size());
    perform(plans[i]);
  }
}

bool Lives::is_stale(const Plan& plan) const {
  const auto& person = people_[plan.who];
  return person.gone || (plan.certificate && plan.certificate != person.newest) ||
         (plan.card != 0 && plan.card != person.card);
}

void Lives::perform(const Plan& plan) {
  if (is_stale(plan)) return;
  const bool done = act(plan.act, plan.who);
  ++(done ? counts_.happened : counts_.could_not)[plan.act];
  const auto next = customs().follow_ups.find(plan.act);
  if (done && next != customs().follow_ups.end()) choose(next->second, plan.who);
}

void Lives::note(const agency::Happened& what, std::size_t who) {
  overseer_.happened(what);
  for (const auto& change : what.statuses) {
    if (change.revocation) {
      ++counts_.revoked[std::string(registry::to_string(change.revocation->reason))];
    } else {
      ++counts_.lifted;
    }
  }
  for (const auto& id : what.issued) note_certificate(id, who);
  if (!what.issued.empty()) note_card(who);
  if (what.name == "die" || what.name == "delete") {
    people_[who].gone = true;
    std::erase(living_, who);
  }
}

// The authentication certificate comes first, and ends last; who has none goes by the signature certificate.
void Lives::note_certificate(const registry::CertificateId& id, std::size_t who) {
  const auto certificate = *realm_.store->certificate(id);
  const bool on_card = certificate.carrier_kind == registry::CarrierKind::card;
  const bool signs = id.authority.kind == Kind::signature;
  ++counts_.issued[fmt::format("{} {}", registry::to_string(certificate.carrier_kind),
                               to_string(id.authority.kind))];
  auto& person = people_[who];
  if (signs) person.signatures.push_back(id);
  if (!on_card) return;
  if (signs) person.card_signature = id;
  const bool leads = !signs || !person.newest || person.newest->authority.kind == Kind::signature;
  if (!leads) return;
  person.newest = id;
  const auto end = day_of(certificate.not_after);
  plan(end + days{1}, {who, "certificates-end", id, 0});
  choose_before("certificates", end, {who, "", id, 0});
}

void Lives::note_card(std::size_t who) {
  auto& person = people_[who];
  for (const auto& carrier : realm_.store->carriers_of(person.persona.id)) {
    if (carrier.kind != registry::CarrierKind::card || carrier.number <= person.card) continue;
    person.card = carrier.number;
    const auto end = day_of(carrier.not_after);
    plan(end + days{1}, {who, "card-ends", {}, carrier.number});
    choose_before("card", end, {who, "", {}, carrier.number});
  }
}

void Lives::note_stay(std::size_t who) {
  const auto resident = realm_.store->resident(people_[who].persona.id, realm_.clock.now());
  if (resident && resident->stay_until)
    choose_before("stay", sys_days{*resident->stay_until}, {who, "", {}, 0});
}

bool Lives::enter(registry::Persona persona) {
  const auto done = realm_.agency.admit(persona);
  if (!done) return false;
  const auto who = people_.size();
  const auto born = persona.birth.date;
  people_.push_back({std::move(persona), 0, {}, {}, {}, {}, false});
  living_.push_back(who);
  note(*done, who);
  note_card(who);
  note_stay(who);
  const sys_days fifteen{years_after(born, full_age_of_signatures)};
  if (fifteen > sys_days{today()}) plan(fifteen + days{1}, {who, "reach-15", {}, 0});
  return true;
}

}  // namespace tameshi::jlis::nation
