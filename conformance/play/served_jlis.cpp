#include "conformance/play/served_jlis.hpp"

#include <fmt/format.h>

#include "fake-jlis/http/lying.hpp"

namespace tameshi::play {
namespace {

namespace http = jlis::http;

// The page for people and the admin interface are no services of J-LIS.
bool is_service(http::Door door) {
  return door != http::Door::admin && door != http::Door::index && door != http::Door::health &&
         door != http::Door::metrics;
}

ServiceExchange exchange_of(const http::Visit& visit) {
  return {std::string(to_string(visit.door)),
          fmt::format("{} {}", visit.method, visit.target),
          static_cast<int>(visit.status),
          visit.answers,
          visit.because,
          visit.struck,
          visit.sent,
          visit.received};
}

http::SiteSettings settings_for(Journal& journal) {
  http::SiteSettings out;
  out.keep_bodies = true;
  out.on_visit = [&journal](const http::Visit& visit) {
    if (is_service(visit.door)) journal.write(Actor::j_lis, exchange_of(visit));
  };
  return out;
}

}  // namespace

ServedJlis::ServedJlis(Office& office, const Clock& clock, Journal& journal)
    : clock_(clock), site_(settings_for(journal), office.agency(), clock_, office.pool()) {}

const std::string& ServedJlis::url() {
  if (!server_) {
    server_ = std::make_unique<http::Server>(
        http::ServerSettings{{{}}, 2, {}}, [this](const http::Request& request) { return answer(request); });
    url_ = fmt::format("http://127.0.0.1:{}", server_->ports().front());
  }
  return url_;
}

void ServedJlis::arm(std::string_view service, jlis::Lie lie) {
  http::lying_of(site_.desk(), service).board.arm(std::move(lie));
}

void ServedJlis::disarm(std::string_view service, std::string_view lie) {
  for (const auto& one : jlis::lying_services()) {
    if (service.empty() || service == one) http::lying_of(site_.desk(), one).board.disarm(lie);
  }
}

Result<jlis::registry::Withdrawal> ServedJlis::withdraw_consent(const std::string& resident,
                                                                const std::string& service,
                                                                const std::string& channel) {
  auto& four_info = site_.desk().four_info;
  const auto all = four_info.consents_of(resident);
  const auto last =
      std::find_if(all.rbegin(), all.rend(), [&](const auto& one) { return one.consent.service == service; });
  if (last == all.rend())
    return failure(fmt::format("{} never consented to \"{}\"", resident, service), "withdraw-consent",
                   "let the subject take the consent first");
  auto done = four_info.withdraw_elsewhere(last->consent.id, channel);
  if (!done) return failure(jlis::four_info::reason(done.error().when).says, "withdraw-consent", "");
  return *std::move(done);
}

}  // namespace tameshi::play
