// Consents, withdrawals and the latest four items, passed on to J-LIS.
#include <fmt/format.h>

#include "fake-jlis/platform/api_parts_json.hpp"

namespace tameshi::jlis::platform {
namespace {

using four_info::is_id;

http::Outcome no_id(std::string_view where) {
  return tl::unexpected(http::Refusal{
      422, "does-not-fit",
      fmt::format("{}: 1 to 64 of A-Z, a-z, 0-9, \".\", \"_\" and \"-\" are wanted", where), false});
}

// Where an id that is none stands; nothing when all are.
std::optional<std::string> wrong_id(const std::string& relying_party, const std::string& id,
                                    std::string_view id_at) {
  if (!is_id(relying_party)) return "the relying party's name";
  if (!is_id(id)) return std::string(id_at);
  return std::nullopt;
}

tl::expected<SignedText, http::Refusal> signed_text_in(const Json& body) {
  auto submission = body;
  submission["document"] = body.at("application");
  const auto read = submission_in(submission);
  if (!read) return tl::unexpected(read.error());
  return SignedText{read->document, read->signature, read->certificate};
}

http::Outcome prepare_consent(Operator& the_operator, const http::Call& call) {
  four_info::NamedService service;
  service.id = call.body.at("service").get<std::string>();
  service.name = call.body.value("serviceName", service.id);
  const auto relying_party = relying_party_of(call);
  if (const auto where = wrong_id(relying_party, service.id, "/service")) return no_id(*where);
  for (const auto& word : call.body.at("items")) {
    const auto item = four_info::item_from(word.get<std::string>()).value();
    if (std::find(service.items.begin(), service.items.end(), item) == service.items.end())
      service.items.push_back(item);
  }
  return http::Answered{200, {{"application", the_operator.consent_to_sign(relying_party, service)}}};
}

http::Outcome prepare_withdrawal(Operator& the_operator, const http::Call& call) {
  const auto service = call.body.at("service").get<std::string>();
  const auto relying_party = relying_party_of(call);
  if (const auto where = wrong_id(relying_party, service, "/service")) return no_id(*where);
  return http::Answered{200, {{"application", the_operator.withdrawal_to_sign(relying_party, service)}}};
}

http::Outcome pass_consent(Operator& the_operator, const http::Call& call) {
  const auto service = call.body.at("service").get<std::string>();
  const auto relying_party = relying_party_of(call);
  if (const auto where = wrong_id(relying_party, service, "/service")) return no_id(*where);
  const auto application = signed_text_in(call.body);
  if (!application) return tl::unexpected(application.error());
  const auto consent = the_operator.give_consent(relying_party, service, *application);
  if (!consent) return http::Answered{200, refused_json(consent.error())};
  return http::Answered{200, {{"result", "accepted"}, {"consent", consent->id}, {"until", consent->until}}};
}

http::Outcome pass_withdrawal(Operator& the_operator, const http::Call& call) {
  const auto& consent = call.path.at("consent");
  if (const auto where = wrong_id(relying_party_of(call), consent, "the consent in the path"))
    return no_id(*where);
  const auto application = signed_text_in(call.body);
  if (!application) return tl::unexpected(application.error());
  const auto done = the_operator.withdraw_consent(consent, *application);
  if (!done) return http::Answered{200, refused_json(done.error())};
  return http::Answered{200, {{"result", "accepted"}, {"consent", done->consent}}};
}

http::Outcome poll_withdrawals(Operator& the_operator, const http::Call& call) {
  const auto relying_party = relying_party_of(call);
  if (!is_id(relying_party)) return no_id("the relying party's name");
  const auto told = the_operator.new_withdrawals(relying_party);
  if (!told) return http::Answered{200, refused_json(told.error())};
  auto rows = Json::array();
  for (const auto& one : *told)
    rows.push_back(
        {{"consent", one.consent}, {"service", one.service}, {"at", one.at}, {"channel", one.channel}});
  return http::Answered{200, {{"result", "done"}, {"count", rows.size()}, {"withdrawals", std::move(rows)}}};
}

Json latest_json(const LatestInfo& latest) {
  Json out{{"result", to_string(latest.result)}, {"fee", latest.fee}};
  if (latest.result == Latest::unavailable) {
    out["code"] = latest.code;
    out["retryable"] = latest.retryable;
  }
  if (latest.result != Latest::updated) return out;
  out["items"] = Json(latest.items);
  out["notAfter"] = latest.not_after;
  return out;
}

http::Outcome ask_latest_info(Operator& the_operator, const http::Call& call) {
  const auto service = call.body.at("service").get<std::string>();
  const auto relying_party = relying_party_of(call);
  if (const auto where = wrong_id(relying_party, service, "/service")) return no_id(*where);
  const auto known = the_operator.customer(relying_party, call.path.at("customer"));
  if (!known) return http::Answered{200, refused_json(known.error())};
  const auto latest = the_operator.latest_info(*known, service);
  return http::Answered{200, latest ? latest_json(*latest) : refused_json(latest.error())};
}

}  // namespace

void add_four_info(Operator& the_operator, Operations& to) {
  const auto add = [&](const char* name, http::Outcome (*act)(Operator&, const http::Call&)) {
    to[name] = [&the_operator, act](const http::Call& call) { return act(the_operator, call); };
  };
  add("prepareConsent", prepare_consent);
  add("prepareWithdrawal", prepare_withdrawal);
  add("passConsent", pass_consent);
  add("passWithdrawal", pass_withdrawal);
  add("pollWithdrawals", poll_withdrawals);
  add("askLatestInfo", ask_latest_info);
}

}  // namespace tameshi::jlis::platform
