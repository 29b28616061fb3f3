#include <nlohmann/json.hpp>

#include "conformance/corpus/names.hpp"

namespace tameshi::corpus {
namespace {

using Json = nlohmann::ordered_json;

void put(Json& out, const char* name, const std::optional<NamedFile>& file) {
  if (file) out[name] = file->path;
}

void put_files(Json& out, const Item& item) {
  const auto files = files_of(item);
  put(out, "certificate", files.certificate);
  out["revocation"] = platform::to_string(item.method);
  for (const auto& [request, response] : files.ocsp)
    out["ocsp"].push_back({{"request", request.path}, {"response", response.path}});
  put(out, "list", files.list);
  put(out, "list-before", files.list_before);
  out["format"] = platform::to_string(item.format);
  out["document"] = files.document.path;
  put(out, "signature", files.signature);
}

Json entry(const Item& item) {
  Json out = {{"id", item.id},
              {"case", item.suite_case.id},
              {"rule", item.suite_case.rule},
              {"level", to_string(item.suite_case.level)},
              {"title", item.title},
              {"why", item.suite_case.why},
              {"cites", item.cites},
              {"kind", jlis::to_string(item.kind)},
              {"expected", to_string(item.expected)}};
  if (!item.refusal.empty()) {
    out["refusal"] = item.refusal;
    out["layer"] = item.layer();
  }
  out["at"] = to_string(item.at);
  for (const auto& name : item.trusted) out["trusted"].push_back(path_of_root(name));
  put_files(out, item);
  return out;
}

}  // namespace

std::string index_of(const Corpus& corpus, const std::string& version) {
  Json out = {
      {"tameshi", version},
      {"policies",
       {{"signature", corpus.signature_policies}, {"authentication", corpus.authentication_policies}}},
      {"cases", Json::array()}};
  for (const auto& item : corpus.items) out["cases"].push_back(entry(item));
  return out.dump(1) + "\n";
}

}  // namespace tameshi::corpus
