#include <nlohmann/json.hpp>

#include "conformance/issue/summary.hpp"

namespace tameshi::issue {
namespace {

using Json = nlohmann::ordered_json;

Json certificate(const jlis::ca::Issued& issued) {
  return {{"serial", std::to_string(issued.serial)},
          {"not-before", to_string(issued.not_before)},
          {"not-after", to_string(issued.not_after)}};
}

Json certificates_of(const play::IssuedCard& card) {
  Json out = {{"signature-ca", certificate(card.signature_ca)},
              {"authentication-ca", certificate(card.authentication_ca)}};
  if (card.signature) out["signature"] = certificate(*card.signature);
  if (card.authentication) out["authentication"] = certificate(*card.authentication);
  return out;
}

Json card_of(const play::World& world) {
  const auto& card = world.issued();
  const auto& generation = world.card().generation();
  return {{"generation", generation.name},
          {"atr", hex(world.card().atr())},
          {"state", std::string(jlis::registry::to_string(world.persona().card.state))},
          {"issued", to_string(card.issued_at)},
          {"not-after", to_string(card.not_after)}};
}

// Each application's files that need a PIN, with the PINs that open them.
Json openings_of(const card::Generation& generation) {
  Json out = Json::object();
  for (const auto& application : generation.applications) {
    for (const auto& file : application.files) {
      if (!file.opened_by.empty()) out[application.name + "/" + file.name] = file.opened_by;
    }
    for (const auto& key : application.keys) {
      if (!key.opened_by.empty()) out[application.name + "/" + key.name] = key.opened_by;
    }
  }
  return out;
}

Json tries_of(const card::IndividualNumberCard& card) {
  Json out = Json::object();
  for (const auto& application : card.generation().applications) {
    for (const auto& pin : application.pins) {
      const auto name = application.name + "/" + pin.name;
      out[name] = card.tries_left(name).value_or(0);
    }
  }
  return out;
}

Json files_of(const std::vector<IssuedFile>& files) {
  Json out = Json::array();
  for (const auto& file : files) {
    out.push_back({{"name", file.name},
                   {"holds", file.holds},
                   {"size", file.contents.size()},
                   {"sha256", hex(openssl::sha256(file.contents))}});
  }
  return out;
}

}  // namespace

std::string summary_of(const play::World& world, const std::vector<IssuedFile>& files) {
  const auto& persona = world.persona();
  const Json out = {{"persona", persona.id},
                    {"purpose", persona.purpose},
                    {"name", persona.name},
                    {"day", to_string(in_japan(world.clock().now()).date)},
                    {"card", card_of(world)},
                    {"certificates", certificates_of(world.issued())},
                    {"opened-by", openings_of(world.card().generation())},
                    {"tries-left", tries_of(world.card())},
                    {"files", files_of(files)}};
  return out.dump(2) + "\n";
}

}  // namespace tameshi::issue
