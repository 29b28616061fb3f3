#include "python/held_jlis.hpp"

#include <pybind11/pybind11.h>

#include "conformance/play/stage.hpp"

namespace tameshi::python {
namespace {

std::vector<NamedText> shown(const jlis::registry::LifeCommand& command) {
  std::vector<NamedText> out{{"of", command.resident}};
  out.insert(out.end(), command.parameters.begin(), command.parameters.end());
  return out;
}

}  // namespace

HeldJlis::HeldJlis(const JlisOrder& order) {
  if (order.clock) {
    auto frozen = std::make_unique<FrozenClock>(*order.clock);
    frozen_ = frozen.get();
    own_clock_ = std::move(frozen);
  } else {
    own_clock_ = std::make_unique<SystemClock>();
  }
  clock_ = own_clock_.get();
  own_journal_ = std::make_unique<Journal>(*clock_);
  journal_ = own_journal_.get();
  own_office_ = std::make_unique<play::Office>(
      play::OfficeOrder{order.key_directory, jlis::ca::Line::card, order.seed, 0}, *clock_);
  office_ = own_office_.get();
  served_ = std::make_unique<play::ServedJlis>(*office_, *clock_, *journal_);
}

HeldJlis::HeldJlis(play::Office& office, const Clock& clock, Journal& journal)
    : clock_(&clock),
      journal_(&journal),
      office_(&office),
      served_(std::make_unique<play::ServedJlis>(office, clock, journal)) {}

HeldJlis::~HeldJlis() {
  std::optional<pybind11::gil_scoped_release> released;
  if (PyGILState_Check() != 0) released.emplace();
  served_.reset();
}

Result<jlis::agency::Happened> HeldJlis::apply(const jlis::registry::LifeCommand& command) {
  journal_->write(Actor::resident, ActStarted{command.name, shown(command)});
  auto happened = office_->agency().apply(command);
  if (happened) {
    journal_->write(Actor::resident, ActEnded{command.name, "done", play::told(*happened)});
  } else {
    journal_->write(Actor::resident,
                    ActEnded{command.name, "refused", {{"reason", to_string(happened.error())}}});
  }
  return happened;
}

std::optional<HeldCertificate> HeldJlis::certificate(const std::string& resident, jlis::Kind kind) {
  const auto held = office_->held_by(resident, jlis::ca::Line::card);
  const auto& found = kind == jlis::Kind::signature ? held.signature : held.authentication;
  if (!found) return std::nullopt;
  return HeldCertificate{found->der, found->id.serial, found->not_before, found->not_after};
}

}  // namespace tameshi::python
