// Serial linking (facts/pki.md §4.4): whose certificates are one person's.
#include <fmt/format.h>

#include "fake-jlis/http/four_info_json.hpp"

namespace tameshi::jlis::http {
namespace {

using four_info::LinkedCertificate;

Json json_of(const Desk& desk, const LinkedCertificate& linked) {
  const auto& certificate = linked.certificate;
  auto out = named_certificate(desk, certificate);
  out["notBefore"] = to_string(certificate.not_before);
  out["state"] = registry::to_string(linked.state);
  if (certificate.replaces) out["replaces"] = std::to_string(certificate.replaces->serial);
  return out;
}

Json json_of(const Desk& desk, const four_info::Links& links) {
  Json out{
      {"result", "LINKED"}, {"personHandle", links.handle}, {"sign", Json::array()}, {"auth", Json::array()}};
  Json current{{"sign", Json::object()}, {"auth", Json::object()}};
  for (const auto& linked : links.certificates) {
    const auto* kind = linked.certificate.id.authority.kind == Kind::signature ? "sign" : "auth";
    auto one = json_of(desk, linked);
    if (linked.state == registry::CertificateState::good)
      current[kind][std::string(type_of(linked.certificate))] = one;
    out[kind].push_back(std::move(one));
  }
  out["current"] = std::move(current);
  return out;
}

Outcome resolve(Desk& desk, const Call& call) {
  auto& caller = *call.caller;
  const auto serial = call.body.at("serial").get<std::string>();
  const auto asked = asked_serial(call.body.at("issuerSki").get<std::string>(), serial);
  if (!asked) return refused(422, "no-serial", asked.error());
  const auto links = desk.four_info.links(caller.platform, *asked);
  remember(desk, caller, "link", fmt::format("{} for {}", serial, caller.platform), links.when);
  if (links.when == four_info::Case::linked) return Answered{200, json_of(desk, links)};
  const auto& row = four_info::reason(links.when);
  return Answered{200, {{"result", "NOT_LINKED"}, {"reason", row.code}, {"retryable", row.retry}}};
}

}  // namespace

void add_links(Desk& desk, Operations& to) {
  to["resolveLinks"] = [&desk](const Call& call) { return resolve(desk, call); };
}

}  // namespace tameshi::jlis::http
