#include "fake-jlis/agency/draft.hpp"

#include <algorithm>

#include "fake-jlis/ca/validity.hpp"

namespace tameshi::jlis::agency {
namespace {

using namespace registry;

// A pair of keys for each number, so that the two certificates of a carrier never share one.
unsigned key_number(const AgencySettings& settings, Kind kind, std::uint64_t serial) {
  const auto pair = static_cast<unsigned>(serial % settings.key_pairs);
  return settings.first_key + 2 * pair + (kind == Kind::authentication ? 1U : 0U);
}

AuthorityId id_of(const ca::AuthoritySet& all, const ca::Authority& authority) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const auto& one) { return &one.second == &authority; });
  return found->first;
}

// Revocation times have whole seconds (RFC 5280 §5.1.2.4 and following).
Instant whole_second(Instant instant) {
  return std::chrono::floor<std::chrono::seconds>(instant);
}

// My Numbers stay out of the list of events.
std::map<std::string, std::string> shown(std::map<std::string, std::string> parameters) {
  if (const auto found = parameters.find("my-number"); found != parameters.end()) found->second = secret_dots;
  return parameters;
}

// Before there was any CA nobody can have been issued anything; the persona or the command says so, not we.
Result<const ca::Authority*> issuer_of(const Desk& desk, Kind kind, Instant at) {
  try {
    return &ca::issuing_authority(desk.authorities, kind, desk.settings.authority, at);
  } catch (const Trouble& trouble) {
    return tl::unexpected(trouble.problem());
  }
}

class Draft {
 public:
  Draft(const Desk& desk, const LifeFacts& before, const Resident& after, const DraftTerms& terms)
      : desk_(desk),
        before_(before),
        after_(after),
        terms_(terms),
        card_(before.card),
        phone_(before.phone) {}

  Result<Entry> make() {
    entry_.event = {0, terms_.at, terms_.event.name, after_.id, shown(terms_.command.parameters)};
    put_resident();
    put_carrier(CarrierKind::card, card_, terms_.outcome.after.card);
    put_carrier(CarrierKind::phone, phone_, terms_.outcome.after.phone);
    for (const auto slot : all_slots) put_status(slot);
    // A signature certificate does not outlive the authentication certificate beside it.
    for (const auto slot : {Slot::card_authentication, Slot::card_signature, Slot::phone_authentication,
                            Slot::phone_signature}) {
      if (auto done = put_certificate(slot); !done) return tl::unexpected(std::move(done).error());
    }
    return std::move(entry_);
  }

 private:
  void put_resident() {
    auto written = after_;
    written.standing = terms_.outcome.after.standing;
    if (written.standing != Standing::abroad) {
      written.departs_on.reset();
    } else if (!written.departs_on) {
      written.departs_on = in_japan(terms_.at).date;
    }
    if (written == before_.resident) return;
    written.since = terms_.at;
    entry_.residents.push_back(std::move(written));
  }

  // `issue` is for a new carrier; everything else is about the one at hand.
  [[nodiscard]] bool is_handed_out(CarrierKind kind) const {
    return std::any_of(all_slots.begin(), all_slots.end(), [&](Slot slot) {
      return carrier_of(slot) == kind && registry::at(terms_.event.slots, slot).rule == Rule::issue;
    });
  }

  void put_carrier(CarrierKind kind, std::optional<Carrier>& at_hand, Possession then) {
    const bool is_new = is_handed_out(kind);
    if (at_hand) {
      const auto state = is_new || then == Possession::none ? CarrierState::ended
                         : then == Possession::lost         ? CarrierState::lost
                                                            : CarrierState::in_use;
      if (state != at_hand->state) {
        at_hand->state = state;
        entry_.carriers.push_back(*at_hand);
      }
    }
    if (!is_new) return;
    at_hand =
        Carrier{desk_.store.next_carrier(), kind, after_.id, terms_.at, end_of(kind), CarrierState::in_use};
    entry_.carriers.push_back(*at_hand);
  }

  // A phone has no end of its own; its certificates end with the card's.
  [[nodiscard]] Instant end_of(CarrierKind kind) const {
    if (kind == CarrierKind::phone) return before_.card ? before_.card->not_after : terms_.at;
    auto persona = persona_of(after_);
    persona.card.expires = terms_.card_expires;
    return ca::card_end_of(persona, terms_.at, terms_.at);
  }

  void put_status(Slot slot) {
    const auto& outcome = registry::at(terms_.outcome.slots, slot);
    const auto& old = registry::at(before_.certificates, slot);
    if (!old || (!outcome.revoked && !outcome.lifted)) return;
    StatusChange change{old->id, terms_.at, std::nullopt};
    if (outcome.revoked) change.revocation = Revocation{whole_second(terms_.at), *outcome.revoked};
    entry_.statuses.push_back(change);
  }

  Result<void> put_certificate(Slot slot) {
    if (!registry::at(terms_.outcome.slots, slot).issued) return {};
    const auto kind = kind_of(slot);
    TRY(const auto* authority, issuer_of(desk_, kind, terms_.at));
    const auto serial = next_serial(kind);
    const auto key = key_number(desk_.settings, kind, serial);
    TRY(const auto private_key, desk_.pool.key(key, authority->certifies()));
    auto issued = authority->issue(persona_of(after_), private_key, issue_terms(slot, serial));
    entry_.certificates.push_back(row_of(slot, id_of(desk_.authorities, *authority), key, std::move(issued)));
    return {};
  }

  [[nodiscard]] std::uint64_t next_serial(Kind kind) const {
    auto next = std::max(desk_.store.next_serial(kind), desk_.settings.first_serial);
    for (const auto& certificate : entry_.certificates) {
      if (certificate.id.authority.kind == kind) next = std::max(next, certificate.id.serial + 1);
    }
    return next;
  }

  // Phones borrow the end of the card's certificate of the same kind (facts/pki.md §1.7).
  [[nodiscard]] ca::IssueTerms issue_terms(Slot slot, std::uint64_t serial) const {
    ca::IssueTerms out;
    out.issued_at = terms_.at;
    out.serial = serial;
    out.mobile = carrier_of(slot) == CarrierKind::phone;
    out.renewal = out.mobile || registry::at(terms_.event.slots, slot).rule == Rule::replace;
    if (out.mobile) {
      const auto& lender =
          registry::at(before_.certificates,
                       kind_of(slot) == Kind::signature ? Slot::card_signature : Slot::card_authentication);
      if (lender) out.card_not_after = lender->not_after;
    } else {
      out.card_not_after = card_->not_after;
      out.authentication_not_after = end_of_authentication();
    }
    return out;
  }

  [[nodiscard]] std::optional<Instant> end_of_authentication() const {
    for (const auto& certificate : entry_.certificates) {
      if (certificate.id.authority.kind == Kind::authentication) return certificate.not_after;
    }
    const auto state = registry::at(terms_.outcome.after.certificates, Slot::card_authentication);
    if (state != CertificateState::good) return std::nullopt;
    return registry::at(before_.certificates, Slot::card_authentication)->not_after;
  }

  [[nodiscard]] Certificate row_of(Slot slot, const AuthorityId& authority, unsigned key,
                                   ca::Issued issued) const {
    Certificate out;
    out.id = {authority, issued.serial};
    out.resident = after_.id;
    out.carrier_kind = carrier_of(slot);
    out.carrier = (out.carrier_kind == CarrierKind::card ? card_ : phone_)->number;
    out.municipality = after_.items.municipality;
    out.issued_at = terms_.at;
    out.not_before = issued.not_before;
    out.not_after = issued.not_after;
    out.key = key;
    if (const auto& old = registry::at(before_.certificates, slot)) out.replaces = old->id;
    out.der = std::move(issued.der);
    return out;
  }

  const Desk& desk_;
  const LifeFacts& before_;
  const Resident& after_;
  const DraftTerms& terms_;
  std::optional<Carrier> card_;
  std::optional<Carrier> phone_;
  Entry entry_;
};

}  // namespace

Result<Entry> draft_entry(const Desk& desk, const LifeFacts& before, const Resident& after,
                          const DraftTerms& terms) {
  return Draft(desk, before, after, terms).make();
}

}  // namespace tameshi::jlis::agency
