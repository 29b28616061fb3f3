#include "fake-jlis/nation/nation.hpp"

#include <fmt/format.h>

namespace tameshi::jlis::nation {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

template <typename Rows>
void put_table(std::string& out, std::string_view title, const Rows& rows) {
  out += fmt::format("{}\n", title);
  for (const auto& [name, count] : rows) out += fmt::format("  {:<34} {:>9}\n", name, count);
}

constexpr std::size_t most_shown = 20;

}  // namespace

std::string to_text(const Summary& summary) {
  const auto& [terms, ever, left, days, counts, looks, breaches] = summary;
  auto out =
      fmt::format("{} people, {} years from {}, {} days, seed {}: {} lived here, {} are left\n", terms.people,
                  terms.years, tameshi::to_string(terms.begins), days, terms.seed, ever, left);
  put_table(out, "what happened", counts.happened);
  put_table(out, "what could not", counts.could_not);
  put_table(out, "certificates issued", counts.issued);
  put_table(out, "certificates revoked", counts.revoked);
  out += fmt::format("  {:<34} {:>9}\n", "hold lifted", counts.lifted);
  put_table(out, "four-information", counts.four_info);
  put_table(out, "looked at",
            std::map<std::string, std::uint64_t>{{"certificates on OCSP", looks.ocsp},
                                                 {"of them as bytes, verified", looks.ocsp_really},
                                                 {"revocation lists", looks.lists},
                                                 {"of them in DER, verified", looks.lists_really}});
  std::map<std::string, std::uint64_t> held;
  for (const auto& [invariant, count] : looks.held_to) held.emplace(to_string(invariant), count);
  put_table(out, "held to", held);
  out += fmt::format("breaches: {}\n", breaches.size());
  for (std::size_t i = 0; i < std::min(most_shown, breaches.size()); ++i)
    out += fmt::format("  {}\n", to_string(breaches[i]));
  return out;
}

Nation::Nation(const Terms& terms, ca::KeyPool& pool)
    : terms_(terms),
      realm_(start_of_day_in_japan(terms.begins), pool),
      overseer_(realm_, terms.sampling),
      lives_(realm_, overseer_, terms.seed, terms.people),
      day_(terms.begins) {
  lives_.populate(terms.people);
}

void Nation::day() {
  constexpr std::chrono::hours evening{18};
  const auto midnight = start_of_day_in_japan(day_);
  realm_.clock.set(midnight);
  overseer_.publication();
  if ((day_ - sys_days{terms_.begins}).count() % terms_.everything_every == 0) overseer_.everything();
  // In one piece: each commit of a registry in memory costs as much as it has pages.
  realm_.store->all_or_nothing([&] {
    lives_.day();
    return true;
  });
  realm_.clock.set(midnight + evening);
  overseer_.evening();
  day_ += days{1};
  realm_.clock.set(start_of_day_in_japan(day_));
}

Summary Nation::summary() {
  overseer_.publication();
  overseer_.everything();
  const auto lived = static_cast<std::uint64_t>((day_ - sys_days{terms_.begins}).count());
  return {terms_,          lives_.ever(),     lives_.living(),     lived,
          lives_.counts(), overseer_.looks(), overseer_.breaches()};
}

Summary live(const Terms& terms, ca::KeyPool& pool) {
  Nation nation(terms, pool);
  const auto end = years_after(terms.begins, static_cast<int>(terms.years));
  while (nation.today() < end) {
    const auto date = nation.today();
    nation.day();
    if (terms.on_new_year && date.month() == std::chrono::January && date.day() == std::chrono::day{1})
      terms.on_new_year(date);
  }
  return nation.summary();
}

}  // namespace tameshi::jlis::nation
