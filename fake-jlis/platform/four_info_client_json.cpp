#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "base/json_depth.hpp"
#include "fake-jlis/platform/four_info_client.hpp"

namespace tameshi::jlis::platform {
namespace {

using Json = nlohmann::ordered_json;

tl::unexpected<Refusal> unreadable(std::string_view what) {
  return refuse("service-unreachable", fmt::format("{} is not as it should be", what));
}

std::string text_at(const Json& object, const char* member) {
  const auto found = object.find(member);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::uint64_t number_at(const Json& object, const char* member) {
  const auto found = object.find(member);
  return found != object.end() && found->is_number_unsigned() ? found->get<std::uint64_t>() : 0;
}

bool flag_at(const Json& object, const char* member) {
  const auto found = object.find(member);
  return found != object.end() && found->is_boolean() && found->get<bool>();
}

// The body of an answer that is none of a refusal.
Verified<Json> body_of(const Verified<JlisClient::Answered>& answered) {
  if (!answered) return tl::unexpected(answered.error());
  if (nests_too_deep(answered->body)) return unreadable("the answer");
  auto body = Json::parse(answered->body, nullptr, false);
  if (!body.is_object()) return unreadable("the answer");
  if (answered->status < 400) return body;
  auto refusal = Refusal{"service-refused", text_at(body, "message"), text_at(body, "code")};
  if (refusal.code.empty()) return unreadable(fmt::format("the answer of status {}", answered->status));
  return tl::unexpected(std::move(refusal));
}

Json json_of(const SignedText& application) {
  return {{"application", base64(application.text)},
          {"signature", base64(application.signature)},
          {"certificate", base64(application.certificate)}};
}

Verified<Withdrawal> withdrawal_in(const Json& row) {
  if (!row.is_object()) return unreadable("a withdrawal");
  Withdrawal out{number_at(row, "number"), text_at(row, "consentId"), text_at(row, "serviceId"),
                 text_at(row, "withdrawnAt"), text_at(row, "channel")};
  if (out.consent.empty() || out.service.empty() || out.at.empty()) return unreadable("a withdrawal");
  return out;
}

// From how a certificate writes it to how people do; "319800217" is the 17th of February 1980.
std::string date_in_words(const std::string& text) {
  if (text.size() != 9) return text;
  return fmt::format("{}-{}-{}", text.substr(1, 4), text.substr(5, 2), text.substr(7, 2));
}

void put(std::map<std::string, std::string>& to, const char* name, std::string text) {
  if (!text.empty()) to[name] = std::move(text);
}

std::map<std::string, std::string> items_in(const Json& items) {
  std::map<std::string, std::string> out;
  if (const auto name = items.find("name"); name != items.end() && name->is_object()) {
    put(out, "name", text_at(*name, "text"));
    put(out, "nameSubstitutes", text_at(*name, "substitutes"));
    put(out, "furigana", text_at(*name, "furigana"));
    put(out, "formerSurname", text_at(*name, "formerSurname"));
    put(out, "formerSurnameFurigana", text_at(*name, "formerSurnameFurigana"));
    put(out, "commonName", text_at(*name, "commonName"));
  }
  put(out, "birthDate", date_in_words(text_at(items, "birth-date")));
  put(out, "sex", text_at(items, "sex"));
  if (const auto address = items.find("address"); address != items.end() && address->is_object()) {
    put(out, "address", text_at(*address, "text"));
    put(out, "addressSubstitutes", text_at(*address, "substitutes"));
    put(out, "departsOn", text_at(*address, "departsOn"));
    if (flag_at(*address, "abroad")) out["abroad"] = "true";
  }
  return out;
}

constexpr std::array<std::pair<std::string_view, Latest>, 3> results{
    {{"UPDATED", Latest::updated}, {"NO_CHANGE", Latest::no_change}, {"UNAVAILABLE", Latest::unavailable}}};

Verified<LatestInfo> latest_in(const Json& body) {
  LatestInfo out;
  const auto said = text_at(body, "result");
  const auto found =
      std::find_if(results.begin(), results.end(), [&](const auto& one) { return one.first == said; });
  if (found == results.end()) return unreadable("the result");
  out.result = found->second;
  out.code = text_at(body, "reason");
  out.retryable = flag_at(body, "retryable");
  out.fee = number_at(body, "fee");
  if (out.result == Latest::unavailable && out.code.empty()) return unreadable("the reason");
  if (out.result != Latest::updated) return out;
  const auto newer = body.find("latest");
  const auto items = body.find("items");
  if (newer == body.end() || !newer->is_object() || items == body.end() || !items->is_object())
    return unreadable("the newer certificate");
  out.newer = NamedSerial{text_at(*newer, "issuerSki"), text_at(*newer, "serial")};
  out.not_after = text_at(*newer, "notAfter");
  if (out.newer->issuer_key.empty() || out.newer->serial.empty()) return unreadable("the newer certificate");
  out.items = items_in(*items);
  return out;
}

}  // namespace

std::string_view to_string(Latest latest) {
  static constexpr std::array<std::string_view, 3> words{"updated", "no-change", "unavailable"};
  return words[static_cast<std::size_t>(latest)];
}

NamedSerial named(const Certificate& certificate, const Certificate& issuer) {
  return {hex(issuer.subject_key.value_or(Bytes())), serial_in_words(certificate.serial)};
}

Verified<std::string> ask_person(const JlisClient& jlis, const NamedSerial& certificate) {
  const Json question{{"issuerSki", certificate.issuer_key}, {"serial", certificate.serial}};
  const auto body = body_of(jlis.call("POST", "/fake/v1/cert-links:resolve", question.dump()));
  if (!body) return tl::unexpected(body.error());
  if (text_at(*body, "result") == "NOT_LINKED")
    return tl::unexpected(
        Refusal{"service-refused", "the certificate is linked to nobody", text_at(*body, "reason")});
  auto handle = text_at(*body, "personHandle");
  if (handle.empty()) return unreadable("the person's handle");
  return handle;
}

Verified<Consent> pass_consent(const JlisClient& jlis, const std::string& provider,
                               const std::string& service, const SignedText& application) {
  auto request = json_of(application);
  request["spId"] = provider;
  request["serviceId"] = service;
  const auto body = body_of(jlis.call("POST", "/fake/v1/consents", request.dump()));
  if (!body) return tl::unexpected(body.error());
  Consent out{text_at(*body, "consentId"), text_at(*body, "validUntil")};
  if (out.id.empty()) return unreadable("the consent");
  return out;
}

Verified<Withdrawal> pass_withdrawal(const JlisClient& jlis, const std::string& consent,
                                     const SignedText& application) {
  const auto path = fmt::format("/fake/v1/consents/{}/withdrawal", consent);
  const auto body = body_of(jlis.call("POST", path, json_of(application).dump()));
  if (!body) return tl::unexpected(body.error());
  return withdrawal_in(*body);
}

Verified<Withdrawals> ask_withdrawals(const JlisClient& jlis, const std::string& provider,
                                      std::uint64_t since) {
  const auto path = fmt::format("/fake/v1/consent-withdrawals?spId={}&since={}", provider, since);
  const auto body = body_of(jlis.call("GET", path));
  if (!body) return tl::unexpected(body.error());
  const auto rows = body->find("withdrawals");
  if (rows == body->end() || !rows->is_array()) return unreadable("the list of withdrawals");
  Withdrawals out;
  out.next = number_at(*body, "next");
  for (const auto& row : *rows) {
    auto one = withdrawal_in(row);
    if (!one) return tl::unexpected(one.error());
    out.all.push_back(*std::move(one));
  }
  return out;
}

Verified<LatestInfo> ask_latest(const JlisClient& jlis, const std::string& provider,
                                const std::string& service, const NamedSerial& certificate) {
  const Json question{{"spId", provider},
                      {"serviceId", service},
                      {"issuerSki", certificate.issuer_key},
                      {"serial", certificate.serial}};
  const auto body = body_of(jlis.call("POST", "/fake/v1/latest-info", question.dump()));
  if (!body) return tl::unexpected(body.error());
  return latest_in(*body);
}

}  // namespace tameshi::jlis::platform
