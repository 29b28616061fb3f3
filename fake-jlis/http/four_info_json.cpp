#include "fake-jlis/http/four_info_json.hpp"

#include <fmt/format.h>

#include <charconv>

#include "base/resources.hpp"

namespace tameshi::jlis::http {
namespace {

constexpr std::size_t most_remembered = 20;  // of a batch

}  // namespace

void note_answer(Caller& caller, std::string about, std::string answer) {
  auto& answers = caller.answers;
  if (answers.size() < most_remembered) answers.push_back({std::move(about), std::move(answer), {}});
}

Json json_of(const registry::Consent& consent) {
  return {{"consentId", consent.id},
          {"spId", consent.provider},
          {"serviceId", consent.service},
          {"items", consent.items},
          {"acceptedAt", to_string(consent.accepted_at)},
          {"validFrom", to_string(consent.valid_from)},
          {"validUntil", to_string(consent.valid_until)}};
}

Json json_of(const four_info::ListedConsent& listed) {
  auto out = json_of(listed.consent);
  out["state"] = four_info::to_string(listed.state);
  if (listed.consent.withdrawn_at) out["withdrawnAt"] = to_string(*listed.consent.withdrawn_at);
  return out;
}

Json json_of(const registry::Withdrawal& withdrawal) {
  return {{"number", withdrawal.number},
          {"consentId", withdrawal.consent},
          {"spId", withdrawal.provider},
          {"serviceId", withdrawal.service},
          {"withdrawnAt", to_string(withdrawal.at)},
          {"channel", withdrawal.channel}};
}

std::string_view type_of(const registry::Certificate& certificate) {
  return certificate.carrier_kind == registry::CarrierKind::card ? "card" : "mobile";
}

Json named_certificate(const Desk& desk, const registry::Certificate& certificate) {
  return {{"issuerSki", hex(desk.four_info.key_identifier_of(certificate.id.authority))},
          {"serial", std::to_string(certificate.id.serial)},
          {"type", type_of(certificate)},
          {"notAfter", to_string(certificate.not_after)}};
}

Result<four_info::AskedSerial> asked_serial(const std::string& key_identifier, const std::string& serial) {
  constexpr std::size_t length = 20;  // of a SHA-1
  auto bytes = from_hex(key_identifier);
  if (!bytes || bytes->size() != length)
    return failure("issuerSki is no key identifier", "", "40 hexadecimal digits, as /ca/index.json has them");
  if (serial.empty() || serial.find_first_not_of("0123456789") != std::string::npos)
    return failure("serial is no serial number", "", "in decimal, as 200000001");
  four_info::AskedSerial out{*std::move(bytes), 0};
  const auto [stop, error] = std::from_chars(serial.data(), serial.data() + serial.size(), *out.serial);
  if (error != std::errc{}) out.serial.reset();
  return out;
}

void remember(Desk& desk, Caller& caller, std::string_view operation, std::string about,
              four_info::Case when) {
  const auto& row = four_info::reason(when);
  desk.answers.note(std::string(operation), row.code);
  caller.because = four_info::because(when);
  note_answer(caller, fmt::format("{} {}", operation, about), row.code);
}

void aim_at(Caller& caller, const registry::CertificateId& certificate) {
  caller.target.authority = certificate.authority;
  caller.target.serials.push_back(certificate.serial);
}

tl::unexpected<Refusal> refused(Desk& desk, Caller& caller, std::string_view operation,
                                const four_info::Refused& why) {
  const auto& row = four_info::reason(why.when);
  remember(desk, caller, operation, fmt::format("by {}", caller.platform), why.when);
  auto message = why.details.empty() ? row.says : fmt::format("{}: {}", row.says, why.details);
  return tl::unexpected(Refusal{row.status, row.code, std::move(message), row.retry});
}

std::optional<Refusal> not_for(const Caller& caller, const std::string& provider) {
  if (may_ask_for(caller, provider)) return std::nullopt;
  return Refusal{403, "provider-not-registered",
                 fmt::format("the platform {} is not registered for {}", caller.platform, provider), false};
}

FourInfoApi make_four_info(Desk& desk) {
  constexpr auto file = "fake-jlis/http/four_info.yaml";
  const auto text = resources::find(file);
  if (!text) throw Trouble("there is no description of the four-information service", file, "");
  Operations operations;
  auto described = std::make_shared<Json>();
  operations["describe"] = [described](const Call&) -> Outcome { return Answered{200, *described}; };
  add_consents(desk, operations);
  add_latest(desk, operations);
  add_links(desk, operations);
  const auto api = std::make_shared<const Api>(*text, file, std::move(operations));
  *described = api->description();
  return [api](const Request& request, Caller& caller) {
    auto reply = api->answer(request, &caller);
    // What the description refuses by itself.
    if (caller.because.empty() && reply.status >= 400)
      caller.because = "The request does not fit its description";
    return reply;
  };
}

}  // namespace tameshi::jlis::http
