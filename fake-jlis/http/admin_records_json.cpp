// What happened and who asked: the registry's events, the guest book, the ledger.
#include <fmt/format.h>

#include "fake-jlis/http/admin_json.hpp"

namespace tameshi::jlis::http {
namespace {

constexpr std::uint64_t usual_limit = 1000;

std::uint64_t number(const PathWords& query, std::string_view name, std::uint64_t fallback) {
  const auto found = query.find(name);
  return found == query.end() ? fallback : std::stoull(found->second);
}

Outcome list_events(const Desk& desk, const Call& call) {
  auto events = Json::array();
  for (const auto& event : desk.agency.store().events_after(number(call.query, "after", 0),
                                                            number(call.query, "limit", usual_limit))) {
    events.push_back({{"number", event.number},
                      {"at", to_string(event.at)},
                      {"name", event.name},
                      {"resident", event.resident},
                      {"parameters", event.parameters}});
    if (event.parameters.empty()) events.back()["parameters"] = Json::object();
  }
  return Answered{200, {{"events", std::move(events)}}};
}

Outcome list_requests(const Desk& desk, const Call& call) {
  auto requests = Json::array();
  for (const auto& visit :
       desk.guests.after(number(call.query, "after", 0), number(call.query, "limit", usual_limit))) {
    requests.push_back(Json::parse(to_json_line(visit)));
  }
  return Answered{200, {{"requests", std::move(requests)}}};
}

std::uint64_t lists_of(const fees::DayBill& bill) {
  return count_of(bill, fees::Way::crl, Kind::signature) +
         count_of(bill, fees::Way::crl, Kind::authentication);
}

Outcome show_fees(const Desk& desk) {
  auto days = Json::array();
  for (const auto& bill : desk.ledger.bills()) {
    days.push_back({{"day", to_string(bill.day)},
                    {"signature", count_of(bill, fees::Way::ocsp, Kind::signature)},
                    {"authentication", count_of(bill, fees::Way::ocsp, Kind::authentication)},
                    {"lists", lists_of(bill)},
                    {"fourInfo", count_of(bill, fees::Way::four_info, Kind::signature)},
                    {"yen", bill.list_yen},
                    {"due", bill.due_yen},
                    {"says", fees::in_words(bill)}});
  }
  return Answered{200, {{"days", std::move(days)}}};
}

}  // namespace

void add_records(Desk& desk, Operations& to) {
  to["listEvents"] = [&desk](const Call& call) { return list_events(desk, call); };
  to["listRequests"] = [&desk](const Call& call) { return list_requests(desk, call); };
  to["forgetRequests"] = [&desk](const Call&) -> Outcome {
    desk.guests.forget();
    return Answered{204, nullptr};
  };
  to["showFees"] = [&desk](const Call&) { return show_fees(desk); };
}

std::string fee_metrics(const Desk& desk) {
  std::uint64_t signature = 0;
  std::uint64_t authentication = 0;
  std::uint64_t yen = 0;
  for (const auto& bill : desk.ledger.bills()) {
    signature += count_of(bill, fees::Way::ocsp, Kind::signature);
    authentication += count_of(bill, fees::Way::ocsp, Kind::authentication);
    yen += bill.list_yen;
  }
  return fmt::format(
      "# HELP tameshi_certificates_asked_total Certificates that OCSP was asked about.\n"
      "# TYPE tameshi_certificates_asked_total counter\n"
      "tameshi_certificates_asked_total{{kind=\"signature\"}} {}\n"
      "tameshi_certificates_asked_total{{kind=\"authentication\"}} {}\n"
      "# HELP tameshi_fees_yen_total What that would have cost before the waiver.\n"
      "# TYPE tameshi_fees_yen_total counter\ntameshi_fees_yen_total {}\n",
      signature, authentication, yen);
}

}  // namespace tameshi::jlis::http
