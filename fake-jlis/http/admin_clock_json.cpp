#include "fake-jlis/http/admin_json.hpp"

namespace tameshi::jlis::http {
namespace {

Answered clock_of(const Desk& desk) {
  const auto now = desk.clock.now();
  const auto lists = crl::publication_at(now, desk.settings.lists.schedule);
  return {200,
          {{"now", to_string(now)},
           {"frozen", desk.clock.is_frozen()},
           {"ocspRefreshed", to_string(ocsp::last_refresh(now))},
           {"crlPublished", to_string(lists.this_update)}}};
}

Outcome moved(Desk& desk) {
  desk.forget();
  return clock_of(desk);
}

Outcome set_clock(Desk& desk, const Call& call) {
  if (call.body.contains("now")) {
    const auto now = parse_instant(call.body.at("now").get<std::string>());
    if (!now) return refused(422, "no-instant", now.error());
    desk.clock.set(*now);
  }
  if (call.body.contains("frozen")) {
    if (call.body.at("frozen").get<bool>()) {
      desk.clock.freeze();
    } else {
      desk.clock.run();
    }
  }
  return moved(desk);
}

Outcome advance_clock(Desk& desk, const Call& call) {
  const auto by = parse_duration(call.body.at("by").get<std::string>());
  if (!by) return refused(422, "no-duration", by.error());
  desk.clock.advance(*by);
  return moved(desk);
}

Outcome tick(Desk& desk, const Call& call) {
  const auto now = desk.clock.now();
  if (call.body.at("until") == "ocsp-refresh") {
    desk.clock.set(ocsp::last_refresh(now) + ocsp::refresh_every);
  } else {
    const auto& schedule = desk.settings.lists.schedule;
    desk.clock.set(crl::publication_at(now, schedule).this_update + schedule.every);
  }
  return moved(desk);
}

}  // namespace

void add_clock(Desk& desk, Operations& to) {
  to["showClock"] = [&desk](const Call&) -> Outcome { return clock_of(desk); };
  to["setClock"] = [&desk](const Call& call) { return set_clock(desk, call); };
  to["advanceClock"] = [&desk](const Call& call) { return advance_clock(desk, call); };
  to["tick"] = [&desk](const Call& call) { return tick(desk, call); };
}

}  // namespace tameshi::jlis::http
