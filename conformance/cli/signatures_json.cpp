#include <nlohmann/json.hpp>

#include "base/openssl.hpp"
#include "conformance/cli/signatures.hpp"

namespace tameshi::cli {
namespace {

using Json = nlohmann::ordered_json;
namespace documents = jlis::documents;

Json fault_of(const std::optional<documents::Fault>& fault) {
  if (!fault) return nullptr;
  return {{"name", fault->name}, {"detail", fault->detail}};
}

Json covered(const documents::Covered& one) {
  Json out = {{"what", one.says}, {"whole", one.whole}};
  if (one.revision != 0) {
    out["bytes"] = one.revision;
  } else {
    out["sha256"] = hex(openssl::sha256(one.content));
  }
  return out;
}

Json signature(const documents::FoundSignature& one) {
  Json out = {{"format", documents::to_string(one.format)},
              {"name", one.name},
              {"fault", fault_of(one.fault)},
              {"algorithm", one.algorithm},
              {"hash", one.hash},
              {"signed-at", nullptr},
              {"signed-by", one.signed_by},
              {"certificate", nullptr}};
  if (one.signed_at) out["signed-at"] = to_string(*one.signed_at);
  if (one.certificate) out["certificate"] = base64(*one.certificate);
  out["other-certificates"] = Json::array();
  for (const auto& other : one.others) out["other-certificates"].push_back(base64(other));
  out["covers"] = Json::array();
  for (const auto& each : one.covers) out["covers"].push_back(covered(each));
  return out;
}

}  // namespace

std::string json_of(const documents::Findings& findings) {
  Json out = {
      {"intact", findings.intact()}, {"fault", fault_of(findings.fault)}, {"signatures", Json::array()}};
  for (const auto& one : findings.signatures) out["signatures"].push_back(signature(one));
  return out.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace tameshi::cli
