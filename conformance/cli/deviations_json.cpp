#include <nlohmann/json.hpp>

#include "conformance/cli/deviations.hpp"

namespace tameshi::cli {
namespace {

using Json = nlohmann::ordered_json;
using jlis::ca::Deviation;

Json findings_of(const Deviation& deviation) {
  Json out = Json::object();
  for (const auto& finding : deviation.seen_by) out[finding.tool] = finding.text;
  return out;
}

Json entry(const DeviantFile& file) {
  Json out = {{"file", file.file}, {"kind", file.kind}};
  if (!file.issuer_file.empty()) out["issuer"] = file.issuer_file;
  if (file.deviation == nullptr) {
    if (file.profile != file.kind) out["profile"] = file.profile;
    out["expected"] = "accept";
    return out;
  }
  const auto& deviation = *file.deviation;
  out["deviation"] = deviation.name;
  out["says"] = deviation.says;
  out["expected"] = to_string(deviation.expected);
  out["layer"] = deviation.layer;
  out["source"] = deviation.source;
  out["seen-by"] = findings_of(deviation);
  if (!deviation.no_tool.empty()) out["no-tool"] = deviation.no_tool;
  return out;
}

}  // namespace

std::string index_of(const std::vector<DeviantFile>& files, const std::vector<std::string>& roots,
                     Instant now) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
  Json out = {
      {"now", to_string(now)}, {"seconds", seconds}, {"trusted", roots}, {"certificates", Json::array()}};
  for (const auto& file : files) out["certificates"].push_back(entry(file));
  return out.dump(1) + "\n";
}

}  // namespace tameshi::cli
