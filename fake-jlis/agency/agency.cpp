#include "fake-jlis/agency/agency.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/suggest.hpp"
#include "fake-jlis/agency/draft.hpp"

namespace tameshi::jlis::agency {
namespace {

using namespace registry;

constexpr std::chrono::hours counter_opens{9};

AuthorityRecord record_of(const AuthorityId& id, const ca::Authority& authority) {
  const auto& own = authority.certificate();
  return {id, own.serial, own.not_before, own.not_after, 0, own.der};
}

// OURS: who has no date of issue in the persona file got the card half a year ago, at nine in the morning.
Instant issued_at(const Persona& persona, Instant now) {
  using std::chrono::days;
  const auto today = in_japan(now).date;
  const auto date = persona.card.issued
                        ? date_from(*persona.card.issued, today)
                        : std::chrono::year_month_day(std::chrono::sys_days{today} - days{180});
  return std::min(start_of_day_in_japan(date) + counter_opens, now);
}

Resident resident_of(const Persona& persona, Instant since, Instant now) {
  Resident out;
  out.id = persona.id;
  out.romaji = persona.romaji;
  out.my_number = persona.my_number;
  out.items = {persona.name,    persona.birth,        persona.sex,
               persona.address, persona.municipality, persona.substitutes};
  out.names = persona.names;
  if (persona.stay_until) out.stay_until = date_from(*persona.stay_until, in_japan(now).date);
  out.standing = persona.moved_abroad ? Standing::abroad : Standing::here;
  if (persona.moved_abroad) out.departs_on = date_from(*persona.moved_abroad, in_japan(now).date);
  out.since = since;
  return out;
}

bool is_phone(const Persona& persona) {
  return persona.card.generation.starts_with("mobile") || persona.card.generation.starts_with("iphone");
}

// The steps of a persona's past, in order.
std::vector<LifeCommand> past_of(const Persona& persona) {
  std::vector<LifeCommand> out{{"issue", persona.id}};
  if (is_phone(persona)) out.push_back({"enrol-phone", persona.id});
  if (persona.card.state == CardState::suspended)
    out.push_back({is_phone(persona) ? "lose-phone" : "lose-card", persona.id});
  return out;
}

void add(Happened& to, Happened more) {
  to.event = more.event;
  to.issued.insert(to.issued.end(), more.issued.begin(), more.issued.end());
  to.statuses.insert(to.statuses.end(), more.statuses.begin(), more.statuses.end());
}

std::string because_of(const LifeEvent& event) {
  if (event.ours.empty()) return fmt::format("{}; {}", event.says, event.source);
  return fmt::format("{}; {}; OURS: {}", event.says, event.source, event.ours);
}

// Issued by then, not past its end, and good or on hold.
bool is_alive(const Store& store, const Certificate& certificate, Instant at) {
  if (certificate.issued_at > at || certificate.not_after < at) return false;
  const auto status = store.status_of(certificate.id.authority, certificate.id.serial, at);
  return status && (!status->revocation || status->revocation->reason == Reason::certificate_hold);
}

Happened happened(const LifeEvent& event, const Entry& entry, std::uint64_t number) {
  Happened out{number, entry.event.at, event.name,       entry.event.resident,
               {},     entry.statuses, because_of(event)};
  out.issued.reserve(entry.certificates.size());
  for (const auto& certificate : entry.certificates) out.issued.push_back(certificate.id);
  return out;
}

// A registry keeps the authorities that it began with.
AgencySettings as_begun(AgencySettings settings, const Store& store, const Clock& clock) {
  const auto first = store.events_after(0, 1);
  settings.authority =
      ca::as_of(std::move(settings.authority), first.empty() ? clock.now() : first.front().at);
  return settings;
}

}  // namespace

Agency::Agency(AgencySettings settings, Store& store, const Clock& clock, ca::KeyPool& pool)
    : settings_(as_begun(std::move(settings), store, clock)),
      store_(store),
      clock_(clock),
      pool_(pool),
      authorities_(value_or_trouble(ca::make_generations(settings_.authority, pool))) {
  record_authorities();
}

void Agency::record_authorities() {
  const auto known = store_.authorities();
  Entry entry;
  entry.event = {0, clock_.now(), "found-authorities", "", {}};
  for (const auto& [id, authority] : authorities_) {
    const auto found =
        std::find_if(known.begin(), known.end(), [id = id](const auto& one) { return one.id == id; });
    if (found == known.end()) {
      entry.authorities.push_back(record_of(id, authority));
    } else if (found->der != authority.certificate().der) {
      throw Trouble(fmt::format("the registry was made under another {}", to_string(id)), "the registry",
                    "use the keys and the CA settings that it was made with, or another registry");
    }
  }
  if (!entry.authorities.empty()) store_.record(entry);
}

// What happens by itself has happened when its day has passed; only then is it written down.
Result<Happened> Agency::note(const LifeEvent& event, const LifeFacts& facts, Instant at) {
  if (auto refusal = not_yet(event, facts, at)) return tl::unexpected(*std::move(refusal));
  Entry entry;
  entry.event = {0, at, event.name, facts.resident.id, {}};
  return happened(event, entry, store_.record(entry));
}

// Every certificate under it is revoked that is not for good already (Act Articles 13 to 15, facts/pki.md
// §3).
Result<Happened> Agency::leak_authority_key(const AuthorityId& authority) {
  const std::lock_guard lock(mutex_);
  if (!authorities_.contains(authority))
    return failure(fmt::format("there is no authority {}", to_string(authority)), "leak-authority-key", "");
  const auto now = clock_.now();
  Entry entry;
  entry.event = {0, now, "leak-authority-key", "", {{"authority", to_string(authority)}}};
  const Revocation revocation{std::chrono::floor<std::chrono::seconds>(now), Reason::ca_compromise};
  for (const auto& resident : store_.residents()) {
    for (const auto& certificate : store_.certificates_of(resident)) {
      if (certificate.id.authority == authority && is_alive(store_, certificate, now))
        entry.statuses.push_back({certificate.id, now, revocation});
    }
  }
  const auto number = store_.record(entry);
  return Happened{number,
                  now,
                  entry.event.name,
                  "",
                  {},
                  std::move(entry.statuses),
                  "The CA's key is no longer secret; facts/pki.md §3 (CA key leak), §2.2"};
}

Result<LifeFacts> Agency::facts_of(const ResidentId& resident) const {
  return facts_at(store_, resident, clock_.now());
}

Result<Persona> Agency::persona_at(const ResidentId& id, Instant at) const {
  const auto resident = store_.resident(id, at);
  if (!resident)
    return failure(fmt::format("nobody called \"{}\" is in the register", id), "",
                   suggestion(id, store_.residents()));
  auto out = persona_of(*resident);
  const std::lock_guard lock(mutex_);
  const auto entered = personas_.find(id);
  TRY(const auto known, entered == personas_.end() ? find_persona(id) : Result<Persona>(entered->second));
  out.pins = known.pins;
  out.card = known.card;
  out.certificates = known.certificates;
  return out;
}

void Agency::remember(const Persona& persona) {
  const std::lock_guard lock(mutex_);
  personas_.insert_or_assign(persona.id, persona);
}

Result<Happened> Agency::admit(const Persona& ageless) {
  const std::lock_guard lock(mutex_);
  const auto now = clock_.now();
  const auto persona = as_of(ageless, in_japan(now).date);
  if (!store_.versions_of(persona.id).empty())
    return failure(fmt::format("\"{}\" is in the register already", persona.id), "enter", "");
  Result<Happened> out;
  store_.all_or_nothing([&] {
    out = enter(persona, now);
    return out.has_value();
  });
  if (out) personas_.insert_or_assign(persona.id, persona);
  return out;
}

Result<Happened> Agency::enter(const Persona& persona, Instant now) {
  const auto since = issued_at(persona, now);
  Entry entry;
  entry.event = {0, since, "enter", persona.id, {}};
  entry.residents = {resident_of(persona, since, now)};
  Happened out{store_.record(entry), since, "enter", persona.id, {}, {}, "Enters the register; OURS"};
  // Relative to the world's day, as every date of a persona.
  std::optional<CardDate> expires;
  if (persona.card.expires) expires = date_from(*persona.card.expires, in_japan(now).date);
  for (const auto& step : past_of(persona)) {
    TRY(auto done, apply_at(step, persona.certificates, since, expires));
    add(out, std::move(done));
  }
  return out;
}

Result<Happened> Agency::apply(const LifeCommand& command) {
  return apply_past(command, clock_.now());
}

Result<Happened> Agency::apply_past(const LifeCommand& command, Instant at) {
  TRY(const auto asked, asked_certificates(command));
  const std::lock_guard lock(mutex_);
  if (at > clock_.now()) return failure("this lies in the future", command.name, "move the clock on first");
  if (const auto last = store_.last_event_of(command.resident); last && at < *last)
    return failure(fmt::format("something happened to \"{}\" at {}, after this", command.resident,
                               tameshi::to_string(*last)),
                   command.name, "let things happen in their order");
  return apply_at(command, asked, at, std::nullopt);
}

Result<Happened> Agency::apply_at(const LifeCommand& command, const Certificates& asked, Instant at,
                                  const std::optional<CardDate>& card_expires) {
  TRY(const auto* event, find_life_event(command.name));
  if (auto fit = check_parameters(*event, command); !fit) return tl::unexpected(std::move(fit).error());
  TRY(const auto before, facts_at(store_, command.resident, at));
  if (event->by_clock) return note(*event, before, at);
  TRY(const auto outcome, effect(*event, before.state, asked));
  TRY(const auto after, rewritten(before.resident, command));
  const Desk desk{settings_, store_, authorities_, pool_};
  TRY(const auto entry, draft_entry(desk, before, after, {*event, command, outcome, card_expires, at}));
  return happened(*event, entry, store_.record(entry));
}

}  // namespace tameshi::jlis::agency
