// Consents: given, listed, taken back, and what was taken back elsewhere.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "fake-jlis/http/four_info_json.hpp"

namespace tameshi::jlis::http {
namespace {

constexpr std::size_t usual_limit = 1000;

Result<Bytes> base64_at(const Json& body, const char* name) {
  auto bytes = from_base64(body.at(name).get<std::string>());
  if (!bytes) return failure(fmt::format("{} is not base64", name), "", "RFC 4648 §4, without line ends");
  return *std::move(bytes);
}

Result<four_info::SignedApplication> application_from(const Json& body) {
  four_info::SignedApplication out;
  TRY(out.text, base64_at(body, "application"));
  TRY(out.signature, base64_at(body, "signature"));
  TRY(out.certificate, base64_at(body, "certificate"));
  return out;
}

Json json_of(const four_info::Consented& done, const std::string& service) {
  Json out;
  auto others = Json::array();
  for (const auto& consent : done.consents) {
    if (consent.service == service) {
      out = http::json_of(consent);
    } else {
      others.push_back(http::json_of(consent));
    }
  }
  out["others"] = std::move(others);
  return out;
}

std::string ids_of(const four_info::Consented& done) {
  std::string out;
  for (const auto& consent : done.consents) out += fmt::format("{}{}", out.empty() ? "" : ",", consent.id);
  return out;
}

void note_done(Desk& desk, Caller& caller, const std::string& operation, const std::string& about,
               std::string because) {
  desk.answers.note(operation, "DONE");
  caller.because = std::move(because);
  note_answer(caller, fmt::format("{} {}", operation, about), "DONE");
}

Outcome give(Desk& desk, const Call& call) {
  auto& caller = *call.caller;
  const auto provider = call.body.at("spId").get<std::string>();
  const auto service = call.body.at("serviceId").get<std::string>();
  if (auto no = not_for(caller, provider)) return tl::unexpected(*std::move(no));
  const auto application = application_from(call.body);
  if (!application) return refused(422, "no-base64", application.error());
  const auto done = desk.four_info.consent(provider, service, *application);
  if (!done) return refused(desk, caller, "consent", done.error());
  aim_at(caller, done->consents.front().signed_with);
  note_done(desk, caller, "consent", fmt::format("{}/{} {}", provider, service, ids_of(*done)),
            done->repeated ? "The same application came before; facts/pki.md §6.2 (idempotency); OURS"
                           : "A good certificate's holder signed it; facts/pki.md §4.2");
  return Answered{done->repeated ? 200U : 201U, json_of(*done, service)};
}

Outcome list(Desk& desk, const Call& call) {
  auto& caller = *call.caller;
  const auto& provider = call.query.at("spId");
  if (auto no = not_for(caller, provider)) return tl::unexpected(*std::move(no));
  const auto asked = asked_serial(call.query.at("issuerSki"), call.query.at("serial"));
  if (!asked) return refused(422, "no-serial", asked.error());
  const auto found = desk.four_info.consents(*asked, provider);
  if (!found) return refused(desk, caller, "inquiry", found.error());
  note_done(desk, caller, "inquiry", fmt::format("{} {}", provider, call.query.at("serial")),
            "What the certificate's holder consented to; facts/pki.md §4.3 (同意状況照会); OURS: its form");
  auto consents = Json::array();
  for (const auto& one : *found) consents.push_back(http::json_of(one));
  return Answered{200, {{"consents", std::move(consents)}}};
}

Outcome withdraw(Desk& desk, const Call& call) {
  auto& caller = *call.caller;
  const auto& id = call.path.at("id");
  // Of a provider that it may not ask for, a platform knows no consent.
  const auto consent = desk.agency.store().consent(id);
  if (consent && !may_ask_for(caller, consent->provider))
    return refused(desk, caller, "withdrawal", {four_info::Case::no_such_consent, {}});
  const auto application = application_from(call.body);
  if (!application) return refused(422, "no-base64", application.error());
  const auto done = desk.four_info.withdraw(id, *application);
  if (!done) return refused(desk, caller, "withdrawal", done.error());
  note_done(desk, caller, "withdrawal", fmt::format("{}/{} {}", done->provider, done->service, done->consent),
            "The person who consented signed it, and it ends at once; facts/pki.md §4.2");
  return Answered{200, http::json_of(*done)};
}

// A number or a time.
Result<registry::WithdrawalQuery> query_from(const PathWords& words) {
  registry::WithdrawalQuery out;
  out.provider = words.at("spId");
  const auto limit = words.find("limit");
  out.limit = limit == words.end() ? usual_limit : std::stoull(limit->second);
  const auto since = words.find("since");
  if (since == words.end()) return out;
  const auto& text = since->second;
  const auto* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, out.after);
  if (error == std::errc{} && stop == end) return out;
  out.after = 0;
  TRY(out.since, parse_instant(text));
  return out;
}

Outcome list_withdrawals(Desk& desk, const Call& call) {
  auto& caller = *call.caller;
  if (auto no = not_for(caller, call.query.at("spId"))) return tl::unexpected(*std::move(no));
  const auto query = query_from(call.query);
  if (!query) return refused(422, "no-since", query.error());
  const auto found = desk.agency.store().withdrawals(*query);
  auto withdrawals = Json::array();
  for (const auto& one : found) withdrawals.push_back(http::json_of(one));
  note_done(desk, caller, "poll", fmt::format("{} {} withdrawals", query->provider, found.size()),
            "Nobody is told of withdrawals; who wants to know asks; facts/pki.md §4.2");
  const auto next = found.empty() ? query->after : found.back().number;
  return Answered{200, {{"withdrawals", std::move(withdrawals)}, {"next", next}}};
}

}  // namespace

void add_consents(Desk& desk, Operations& to) {
  to["giveConsent"] = [&desk](const Call& call) { return give(desk, call); };
  to["listConsents"] = [&desk](const Call& call) { return list(desk, call); };
  to["withdrawConsent"] = [&desk](const Call& call) { return withdraw(desk, call); };
  to["listWithdrawals"] = [&desk](const Call& call) { return list_withdrawals(desk, call); };
}

}  // namespace tameshi::jlis::http
