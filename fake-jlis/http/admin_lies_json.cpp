#include "fake-jlis/http/admin_json.hpp"
#include "fake-jlis/http/lying.hpp"

namespace tameshi::jlis::http {
namespace {

Json json_of(const Lie& lie) {
  auto settings = Json::object();
  const auto& filter = lie.filter;
  if (!filter.endpoint.empty()) settings["endpoint"] = filter.endpoint;
  if (filter.kind) {
    settings["authority"] = filter.generation
                                ? registry::to_string(registry::AuthorityId{*filter.kind, *filter.generation})
                                : std::string(to_string(*filter.kind));
  }
  if (!filter.municipality.empty()) settings["municipality"] = filter.municipality;
  if (filter.serial) settings["serial"] = std::to_string(*filter.serial);
  settings["nth"] = filter.nth;
  settings["times"] = filter.times == 0 ? Json("every") : Json(filter.times);
  if (lie.seed != 0) settings["seed"] = std::to_string(lie.seed);
  for (const auto& [name, number] : lie.numbers) settings[name] = number;
  return {{"lie", lie.name}, {"settings", std::move(settings)}};
}

Json json_of(const LieWord& word) {
  return {{"lie", word.name},
          {"says", word.says},
          {"legal", word.legal},
          {"decision", to_string(word.decision)},
          {"settings", lie_settings(word)},
          {"source", word.source}};
}

template <typename All>
Json array_of(const All& all) {
  auto out = Json::array();
  for (const auto& one : all) out.push_back(json_of(one));
  return out;
}

Outcome list_lies(const Lying& lying) {
  return Answered{200, {{"armed", array_of(lying.board.armed())}, {"known", array_of(lying.list.words)}}};
}

Outcome arm_lie(const Lying& lying, const Json& body) {
  std::vector<NamedText> settings;
  const auto given = body.value("settings", Json::object());
  for (const auto& [name, value] : given.items()) {
    settings.emplace_back(name, value.is_string() ? value.get<std::string>() : value.dump());
  }
  auto lie = lie_from(lying.list, body.at("lie").get<std::string>(), settings);
  if (!lie) return refused(422, "no-lie", lie.error());
  const auto armed = json_of(*lie);
  lying.board.arm(*std::move(lie));
  return Answered{201, armed};
}

Outcome clear_lies(const Lying& lying, const PathWords& query) {
  const auto name = query.find("lie");
  lying.board.disarm(name == query.end() ? std::string_view() : std::string_view(name->second));
  return Answered{204, nullptr};
}

}  // namespace

void add_lies(Desk& desk, Operations& to) {
  to["listLies"] = [&desk](const Call& call) { return list_lies(lying_of(desk, call.path.at("service"))); };
  to["armLie"] = [&desk](const Call& call) {
    return arm_lie(lying_of(desk, call.path.at("service")), call.body);
  };
  to["clearLies"] = [&desk](const Call& call) {
    return clear_lies(lying_of(desk, call.path.at("service")), call.query);
  };
}

}  // namespace tameshi::jlis::http
