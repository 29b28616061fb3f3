#include <nlohmann/json.hpp>

#include "simulator/trace/print.hpp"

namespace tameshi::trace {
namespace {

using Json = nlohmann::ordered_json;

Json to_json(const std::vector<Node>& nodes) {
  auto out = Json::array();
  for (const auto& node : nodes) {
    Json json;
    json["name"] = node.name;
    if (!node.value.empty()) json["value"] = node.value;
    if (!node.inside.empty()) json["inside"] = to_json(node.inside);
    out.push_back(std::move(json));
  }
  return out;
}

}  // namespace

std::string to_json_line(std::size_t number, const Decoded& decoded) {
  Json json;
  json["line"] = number;
  json["operation"] = decoded.operation;
  json["meaning"] = decoded.meaning;
  json["application"] = decoded.application;
  json["file"] = decoded.file;
  json["command"] = decoded.command;
  json["response"] = decoded.response;
  json["status"] = decoded.status;
  json["status-in-words"] = decoded.status_in_words;
  json["sent"] = to_json(decoded.sent);
  json["received"] = to_json(decoded.received);
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace tameshi::trace
