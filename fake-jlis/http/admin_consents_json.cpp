// What people consented to and what they signed, and what only they themselves can do: take it back
// elsewhere.
#include <fmt/format.h>

#include "fake-jlis/http/admin_json.hpp"
#include "fake-jlis/http/four_info_json.hpp"

namespace tameshi::jlis::http {
namespace {

tl::unexpected<Refusal> no_consent(const std::string& id) {
  return tl::unexpected(Refusal{404, "no-consent", fmt::format("there is no consent {}", id), false});
}

Outcome list_consents(const Desk& desk, const std::string& resident) {
  if (!desk.agency.store().resident(resident, desk.clock.now())) {
    return tl::unexpected(
        Refusal{404, "no-resident", fmt::format("nobody called {} is in the register", resident), false});
  }
  auto consents = Json::array();
  for (const auto& one : desk.four_info.consents_of(resident)) consents.push_back(json_of(one));
  return Answered{200, {{"consents", std::move(consents)}}};
}

Json evidence_of(const registry::Application& application) {
  return {{"application", base64(application.text)},
          {"signature", base64(application.signature)},
          {"signedWith",
           {{"authority", registry::to_string(application.signed_with.authority)},
            {"serial", std::to_string(application.signed_with.serial)}}},
          {"receivedAt", to_string(application.received_at)}};
}

Outcome show_consent(const Desk& desk, const std::string& id) {
  const auto& store = desk.agency.store();
  const auto consent = store.consent(id);
  if (!consent) return no_consent(id);
  auto out = json_of(desk.four_info.listed(*consent));
  out["resident"] = consent->resident;
  if (const auto application = store.application(consent->application))
    out["evidence"] = evidence_of(*application);
  return Answered{200, std::move(out)};
}

Outcome withdraw(Desk& desk, const Call& call) {
  const auto done =
      desk.four_info.withdraw_elsewhere(call.path.at("id"), call.body.at("channel").get<std::string>());
  if (done) return Answered{200, json_of(*done)};
  if (done.error().when == four_info::Case::no_such_consent) return no_consent(call.path.at("id"));
  return tl::unexpected(Refusal{409, "cannot-happen", four_info::reason(done.error().when).says, false});
}

std::string in_words(std::chrono::milliseconds duration) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(duration);
  return seconds == duration ? fmt::format("{} s", seconds.count()) : fmt::format("{} ms", duration.count());
}

Answered rules_of(const Desk& desk) {
  const auto rules = desk.four_info.rules();
  return {200,
          {{"syncDelay", in_words(rules.sync_delay)},
           {"termStart", four_info::to_string(rules.term_start)},
           {"furiganaFrom", to_string(rules.furigana_from)}}};
}

Outcome set_rules(Desk& desk, const Json& body) {
  auto rules = desk.four_info.rules();
  if (body.contains("syncDelay")) {
    const auto delay = parse_duration(body.at("syncDelay").get<std::string>());
    if (!delay) return refused(422, "no-duration", delay.error());
    rules.sync_delay = *delay;
  }
  if (body.contains("termStart"))
    rules.term_start = *four_info::term_start_from(body.at("termStart").get<std::string>());
  if (body.contains("furiganaFrom")) {
    const auto from = parse_date(body.at("furiganaFrom").get<std::string>());
    if (!from) return refused(422, "no-date", from.error());
    rules.furigana_from = *from;
  }
  desk.four_info.set(rules);
  return rules_of(desk);
}

}  // namespace

void add_four_info(Desk& desk, Operations& to) {
  to["listConsents"] = [&desk](const Call& call) { return list_consents(desk, call.path.at("id")); };
  to["showConsent"] = [&desk](const Call& call) { return show_consent(desk, call.path.at("id")); };
  to["withdrawConsent"] = [&desk](const Call& call) { return withdraw(desk, call); };
  to["showFourInfo"] = [&desk](const Call&) -> Outcome { return rules_of(desk); };
  to["setFourInfo"] = [&desk](const Call& call) { return set_rules(desk, call.body); };
}

}  // namespace tameshi::jlis::http
