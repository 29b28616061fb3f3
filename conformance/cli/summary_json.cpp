#include <nlohmann/json.hpp>

#include "conformance/cli/summary.hpp"

namespace tameshi::cli {
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

Json files_of(const std::vector<WrittenFile>& files) {
  Json out = Json::array();
  for (const auto& file : files) {
    out.push_back({{"name", file.name},
                   {"size", file.contents.size()},
                   {"sha256", hex(openssl::sha256(file.contents))}});
  }
  return out;
}

}  // namespace

std::string summary_of(const play::World& world, const std::vector<WrittenFile>& files) {
  const auto& card = world.issued();
  const auto& generation = world.card().generation();
  const Json out = {
      {"persona", world.persona().id},
      {"name", world.persona().name},
      {"generation", generation.name},
      {"card", {{"issued", to_string(card.issued_at)}, {"not-after", to_string(card.not_after)}}},
      {"certificates", certificates_of(card)},
      {"opened-by", openings_of(generation)},
      {"files", files_of(files)}};
  return out.dump(2) + "\n";
}

}  // namespace tameshi::cli
