#include "conformance/play/card_at_hand.hpp"

#include <algorithm>

namespace tameshi::play {
namespace {

namespace ca = jlis::ca;
namespace registry = jlis::registry;

// OURS: whose card is of a line that this J-LIS does not issue has one of its usual line.
std::shared_ptr<const card::Generation> tables_for(const registry::Persona& holder, ca::Line issued) {
  auto tables = card::load_generation(holder.card.generation);
  if ((line_of(*tables) == ca::Line::next) == (issued == ca::Line::next)) return tables;
  return card::load_generation(issued == ca::Line::next ? "next" : "current");
}

bool has_card(const registry::Store& store, const registry::ResidentId& id) {
  const auto carriers = store.carriers_of(id);
  return std::any_of(carriers.begin(), carriers.end(),
                     [](const auto& one) { return one.kind == registry::CarrierKind::card; });
}

// When the counter wrote on it last; what is written is what the register said then.
Instant written_at(const Held& held) {
  auto out = held.issued_at;
  for (const auto& certificate : {held.signature, held.authentication}) {
    if (certificate) out = std::max(out, certificate->issued_at);
  }
  return out;
}

}  // namespace

iso7816::Card& CardAtHand::Bearer::in_reader() {
  if (card.generation().protocol == card::Protocol::t0) return as_t0;
  return card;
}

CardAtHand::CardAtHand(const jlis::agency::Agency& agency, std::string key_directory,
                       transport::PcscReader reader, const registry::ResidentId& holder)
    : agency_(agency), key_directory_(std::move(key_directory)), reader_(std::move(reader)) {
  bearer_ = value_or_trouble(bearer_called(holder));
  put_in();
}

// Keys and serial number are the carrier's: two cards have different ones, the same card always has the same.
Result<card::CardImage> CardAtHand::image_of(const registry::ResidentId& id, const Held& held,
                                             ca::Line line) const {
  TRY(const auto holder, agency_.persona_at(id, written_at(held)));
  CardOrder order;
  order.office = {key_directory_, line, held.carrier, static_cast<unsigned>(held.carrier % 2)};
  return card_of(holder, order, agency_, held).image;
}

Result<std::unique_ptr<CardAtHand::Bearer>> CardAtHand::bearer_called(const registry::ResidentId& id) const {
  TRY(const auto holder, agency_.persona_at(id, agency_.clock().now()));
  if (!has_card(agency_.store(), id)) return failure("no card was issued", id, "");
  auto tables = tables_for(holder, agency_.settings().authority.line);
  const auto line = line_of(*tables);
  auto held = held_by(agency_.store(), id, line);
  TRY(const auto image, image_of(id, held, line));
  auto out = std::make_unique<Bearer>(id, std::move(held), std::move(tables), image);
  for (const auto& [pin, left] : holder.card.tries_left) out->card.set_tries_left(pin, left);
  return out;
}

void CardAtHand::put_in() {
  reader_.insert(bearer_->in_reader());
  in_ = true;
}

void CardAtHand::take_out() {
  in_ = false;
  reader_.remove();
}

void CardAtHand::put(bool in) {
  const std::lock_guard lock(mutex_);
  if (in == in_) return;
  in ? put_in() : take_out();
}

Result<void> CardAtHand::change(const registry::ResidentId& holder) {
  const std::lock_guard lock(mutex_);
  TRY(auto next, bearer_called(holder));
  const bool was_in = in_;
  if (was_in) take_out();
  bearer_ = std::move(next);
  trouble_.clear();
  if (was_in) put_in();
  return {};
}

// The same chip keeps its PINs; another card comes with its own.
Result<void> CardAtHand::rewrite() {
  const auto line = line_of(bearer_->card.generation());
  auto held = held_by(agency_.store(), bearer_->id, line);
  if (held == bearer_->held) return {};
  std::unique_ptr<Bearer> next;
  card::CardImage image;
  if (held.carrier == bearer_->held.carrier) {
    TRY(image, image_of(bearer_->id, held, line));
  } else {
    TRY(next, bearer_called(bearer_->id));
  }
  const bool was_in = in_;
  if (was_in) take_out();
  if (next) {
    bearer_ = std::move(next);
  } else {
    bearer_->card.write(image);
    bearer_->held = std::move(held);
  }
  if (was_in) put_in();
  return {};
}

void CardAtHand::note(const jlis::agency::Happened& happened) noexcept {
  const std::lock_guard lock(mutex_);
  if (happened.resident != bearer_->id || happened.issued.empty()) return;
  try {
    const auto done = rewrite();
    trouble_ = done ? "" : to_string(done.error());
  } catch (const std::exception& trouble) {
    trouble_ = trouble.what();
  }
}

jlis::http::CardShown CardAtHand::shown() const {
  const std::lock_guard lock(mutex_);
  jlis::http::CardShown out;
  out.of = bearer_->id;
  out.carrier = bearer_->held.carrier;
  out.generation = bearer_->card.generation().name;
  out.in = in_;
  out.reader = reader_.name();
  out.room = reader_.room();
  for (const auto& certificate : {bearer_->held.signature, bearer_->held.authentication}) {
    if (certificate) out.certificates.push_back(certificate->id);
  }
  out.trouble = trouble_;
  return out;
}

jlis::http::CardDoor CardAtHand::door() {
  return {[this] { return shown(); },
          [this](bool in) { put(in); },
          [this](const registry::ResidentId& holder) { return change(holder); },
          [this](const jlis::agency::Happened& happened) { note(happened); },
          {}};
}

}  // namespace tameshi::play
