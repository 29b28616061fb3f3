#include "fake-jlis/http/revoked_source.hpp"

#include <algorithm>

namespace tameshi::jlis::http {
namespace {

using registry::Municipality;
using registry::RevokedCertificate;
using registry::RevokedQuery;

constexpr std::size_t page = 4096;

// One generation's, taken one by one.
class Run {
 public:
  Run(const registry::Store& store, RevokedQuery query) : store_(&store), query_(std::move(query)) {
    query_.most = page;
    fill();
  }

  [[nodiscard]] bool is_empty() const { return next_ == held_.size(); }
  [[nodiscard]] const RevokedCertificate& front() const { return held_[next_]; }
  void pop() {
    if (++next_ == held_.size()) fill();
  }

 private:
  void fill() {
    held_.clear();
    next_ = 0;
    store_->for_each_revoked(query_, [this](const RevokedCertificate& one) { held_.push_back(one); });
    if (!held_.empty()) query_.after = held_.back().serial;
  }

  const registry::Store* store_;
  RevokedQuery query_;
  std::vector<RevokedCertificate> held_;
  std::size_t next_ = 0;
};

// All generations of a CA share its counter, so no serial comes twice.
void merge(std::vector<Run> runs, const crl::TakeRevoked& take) {
  for (;;) {
    std::erase_if(runs, [](const Run& run) { return run.is_empty(); });
    if (runs.empty()) return;
    const auto least = std::min_element(runs.begin(), runs.end(), [](const Run& a, const Run& b) {
      return a.front().serial < b.front().serial;
    });
    take(least->front());
    least->pop();
  }
}

}  // namespace

std::optional<Municipality> municipality_of(const agency::Agency& agency, std::string_view code) {
  for (const auto& [id, authority] : agency.authorities()) {
    for (auto& one : agency.store().municipalities(id)) {
      if (one.code == code) return std::move(one);
    }
  }
  return std::nullopt;
}

crl::RevokedSource revoked_source(const agency::Agency& agency) {
  return [&agency](const crl::Ask& ask, const crl::TakeRevoked& take) {
    if (ask.scope == crl::Scope::authority) return;  // no CA of ours was ever revoked
    std::optional<Municipality> municipality;
    if (!ask.municipality.empty()) municipality = municipality_of(agency, ask.municipality);
    if (!ask.municipality.empty() && !municipality) return;
    const auto query_of = [&](const registry::AuthorityId& id) {
      return RevokedQuery{id, municipality, ask.revoked_by, ask.expires_from};
    };
    if (ask.generation) return agency.store().for_each_revoked(query_of({ask.kind, *ask.generation}), take);
    std::vector<Run> runs;
    for (const auto& [id, authority] : agency.authorities()) {
      if (id.kind == ask.kind) runs.emplace_back(agency.store(), query_of(id));
    }
    merge(std::move(runs), take);
  };
}

}  // namespace tameshi::jlis::http
