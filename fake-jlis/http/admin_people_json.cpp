#include <fmt/format.h>

#include <algorithm>

#include "fake-jlis/http/admin_json.hpp"
#include "fake-jlis/registry/life.hpp"

namespace tameshi::jlis::http {
namespace {

using http::json_of;
using registry::ResidentId;

Json json_of(const registry::StatusChange& change) {
  auto out = json_of(change.certificate);
  out["status"] = change.revocation ? "revoked" : "good";
  if (change.revocation) out["reason"] = registry::to_string(change.revocation->reason);
  return out;
}

Json json_of(const registry::Carrier& carrier) {
  return {{"number", carrier.number},
          {"kind", registry::to_string(carrier.kind)},
          {"state", registry::to_string(carrier.state)},
          {"issuedAt", to_string(carrier.issued_at)},
          {"notAfter", to_string(carrier.not_after)}};
}

template <typename All>
Json array_of(const All& all) {
  auto out = Json::array();
  for (const auto& one : all) out.push_back(json_of(one));
  return out;
}

Json json_of(const agency::Happened& happened) {
  return {{"event", happened.event},
          {"at", to_string(happened.at)},
          {"name", happened.name},
          {"resident", happened.resident},
          {"issued", array_of(happened.issued)},
          {"statuses", array_of(happened.statuses)},
          {"because", happened.because}};
}

Json json_of(const Desk& desk, const registry::Certificate& certificate) {
  auto out = json_of(certificate.id);
  out["carrier"] = certificate.carrier;
  out["carrierKind"] = registry::to_string(certificate.carrier_kind);
  out["municipality"] = certificate.municipality.code;
  out["issuedAt"] = to_string(certificate.issued_at);
  out["notBefore"] = to_string(certificate.not_before);
  out["notAfter"] = to_string(certificate.not_after);
  const auto& id = certificate.id;
  const auto status = desk.agency.store().status_of(id.authority, id.serial, desk.clock.now());
  const bool revoked = status && status->revocation;
  out["status"] = revoked ? "revoked" : "good";
  if (revoked) {
    out["reason"] = registry::to_string(status->revocation->reason);
    out["revokedAt"] = to_string(status->revocation->at);
  }
  return out;
}

tl::unexpected<Refusal> nobody(const ResidentId& id) {
  return tl::unexpected(
      Refusal{404, "no-resident", fmt::format("nobody called {} is in the register", id), false});
}

Outcome list_residents(const Desk& desk) {
  return Answered{200, {{"residents", desk.agency.store().residents()}}};
}

Outcome show_resident(const Desk& desk, const ResidentId& id) {
  const auto& store = desk.agency.store();
  const auto resident = store.resident(id, desk.clock.now());
  if (!resident) return nobody(id);
  auto certificates = Json::array();
  for (const auto& certificate : store.certificates_of(id))
    certificates.push_back(json_of(desk, certificate));
  return Answered{200,
                  {{"id", resident->id},
                   {"name", resident->items.name},
                   {"romaji", resident->romaji},
                   {"address", resident->items.address},
                   {"municipality", resident->items.municipality.code},
                   {"birth", registry::digits(resident->items.birth)},
                   {"standing", registry::to_string(resident->standing)},
                   {"since", to_string(resident->since)},
                   {"carriers", array_of(store.carriers_of(id))},
                   {"certificates", std::move(certificates)}}};
}

Result<registry::Persona> persona_from(const Json& body) {
  if (body.contains("persona") == body.contains("file")) {
    return failure("either a built-in persona or a file is needed", "", R"(as {"persona": "hanako"})");
  }
  if (body.contains("persona")) return registry::find_persona(body.at("persona").get<std::string>());
  yaml::Problems problems;
  auto persona = registry::read_persona(body.at("file").get<std::string>(), "the file", problems);
  if (!persona) return tl::unexpected(problems.all().front());
  return *std::move(persona);
}

Outcome admit_resident(Desk& desk, const Call& call) {
  const auto persona = persona_from(call.body);
  if (!persona) return refused(422, "no-persona", persona.error());
  const auto happened = desk.agency.admit(*persona);
  if (!happened) return refused(409, "cannot-happen", happened.error());
  return Answered{201, json_of(*happened)};
}

Outcome live_through(Desk& desk, const Call& call) {
  const auto& id = call.path.at("id");
  if (!desk.agency.store().resident(id, desk.clock.now())) return nobody(id);
  registry::LifeCommand command{call.body.at("event").get<std::string>(), id, {}};
  if (const auto event = registry::find_life_event(command.name); !event) {
    return refused(422, "no-event", event.error());
  }
  const auto parameters = call.body.value("parameters", Json::object());
  for (const auto& [name, value] : parameters.items()) {
    command.parameters.insert_or_assign(name, value.get<std::string>());
  }
  const auto happened = desk.agency.apply(command);
  if (!happened) return refused(409, "cannot-happen", happened.error());
  if (desk.card.happened) desk.card.happened(*happened);
  return Answered{200, json_of(*happened)};
}

std::optional<registry::Certificate> newest(const Desk& desk, const Call& call) {
  auto all = desk.agency.store().certificates_of(call.path.at("id"));
  const auto found = std::find_if(all.rbegin(), all.rend(), [&](const registry::Certificate& one) {
    return registry::to_string(one.carrier_kind) == call.path.at("carrier") &&
           to_string(one.id.authority.kind) == call.path.at("kind");
  });
  if (found == all.rend()) return std::nullopt;
  return std::move(*found);
}

Outcome export_credentials(Desk& desk, const Call& call) {
  const auto certificate = newest(desk, call);
  if (!certificate) {
    return tl::unexpected(
        Refusal{404, "no-certificate", "there is no such certificate of that resident", false});
  }
  const auto& authority = desk.agency.authorities().at(certificate->id.authority);
  const auto key = value_or_trouble(desk.pool.key(certificate->key, authority.certifies()));
  return Answered{200,
                  {{"certificate", pem("CERTIFICATE", certificate->der)},
                   {"key", key.to_pem()},
                   {"authority", pem("CERTIFICATE", authority.certificate().der)},
                   {"ocsp", fmt::format("{}/ocsp/{}", desk.settings.base_url, call.path.at("kind"))}}};
}

Outcome leak_authority_key(Desk& desk, const Call& call) {
  registry::AuthorityId id;
  if (authority_at(desk, call.path.at("kind"), call.path.at("generation"), id) == nullptr) {
    return tl::unexpected(Refusal{
        404, "no-authority", fmt::format("there is no generation {}", call.path.at("generation")), false});
  }
  const auto happened = desk.agency.leak_authority_key(id);
  if (!happened) return refused(404, "no-authority", happened.error());
  return Answered{200, json_of(*happened)};
}

Outcome list_life_events() {
  auto events = Json::array();
  for (const auto& event : registry::life().events) {
    events.push_back({{"name", event.name},
                      {"japanese", event.japanese},
                      {"says", event.says},
                      {"parameters", event.parameters},
                      {"source", event.source}});
  }
  return Answered{200, {{"events", std::move(events)}}};
}

}  // namespace

void add_people(Desk& desk, Operations& to) {
  to["listResidents"] = [&desk](const Call&) { return list_residents(desk); };
  to["showResident"] = [&desk](const Call& call) { return show_resident(desk, call.path.at("id")); };
  to["admitResident"] = [&desk](const Call& call) { return admit_resident(desk, call); };
  to["liveThrough"] = [&desk](const Call& call) { return live_through(desk, call); };
  to["exportCredentials"] = [&desk](const Call& call) { return export_credentials(desk, call); };
  to["leakAuthorityKey"] = [&desk](const Call& call) { return leak_authority_key(desk, call); };
  to["listLifeEvents"] = [](const Call&) { return list_life_events(); };
}

}  // namespace tameshi::jlis::http
