#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/pem.hpp"
#include "conformance/subjects/lines.hpp"
#include "conformance/subjects/words.hpp"

namespace tameshi::subjects {
namespace {

using Json = nlohmann::ordered_json;

bool has(const std::vector<std::string>& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

Result<std::string> text_in(const Json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_string()) return failure(fmt::format("it has no text \"{}\"", key));
  return found->get<std::string>();
}

// Numbers may come as numbers or as texts.
Result<std::vector<NamedText>> details_in(const Json& object, const scenario::ActWord& act) {
  std::vector<NamedText> out;
  for (const auto& name : act.details) {
    const auto found = object.find(name);
    if (found == object.end()) continue;
    if (!found->is_string() && !found->is_number_integer())
      return failure(fmt::format("\"{}\" must be a text or a whole number", name));
    out.emplace_back(name, found->is_string() ? found->get<std::string>() : found->dump());
  }
  return out;
}

Result<std::vector<Artefact>> artefacts_in(const Json& object, const scenario::ActWord& act) {
  std::vector<Artefact> out;
  for (const auto& name : act.keeps) {
    if (!object.contains(name)) continue;
    TRY(const auto text, text_in(object, name.c_str()));
    auto bytes = from_base64(text);
    if (!bytes) return failure(fmt::format("\"{}\" is not base64", name));
    out.push_back({name, name, from_pem_or_der(*std::move(bytes))});
  }
  return out;
}

Result<void> refuse_strangers(const Json& object, const scenario::ActWord& act) {
  static const std::vector<std::string> own{"id", "outcome"};
  static const std::vector<std::string> reasons{"reason"};  // that any answer may give
  for (const auto& [key, value] : object.items()) {
    if (!has(own, key) && !has(act.details, key) && !has(act.keeps, key) && !has(reasons, key))
      return failure(fmt::format("{} has nothing called \"{}\"", act.name, key.substr(0, 50)));
  }
  return {};
}

}  // namespace

std::string question_line(long id, const Operation& operation, const std::vector<WordMap>& words,
                          Secrets secrets) {
  Json out{{"id", id}, {"operation", operation.name}};
  auto parameters = Json::object();
  for (const auto& argument : operation.arguments) {
    if (argument.bytes) {
      out[argument.name] = base64(*argument.bytes);
    } else if (argument.secret) {
      parameters[argument.name] =
          secrets == Secrets::plain ? argument.secret->plain() : to_string(*argument.secret);
    } else {
      parameters[argument.name] = word_for(words, argument);
    }
  }
  out["parameters"] = std::move(parameters);
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<LineAnswer> answer_in(const std::string& line, const scenario::ActWord& act) {
  const auto object = Json::parse(line, nullptr, false);
  if (!object.is_object()) return failure("its line is no JSON object");
  const auto id = object.find("id");
  if (id == object.end() || !id->is_number_integer()) return failure("it has no whole number \"id\"");
  LineAnswer out;
  out.id = id->get<long>();
  TRY(out.reply.outcome, text_in(object, "outcome"));
  if (!has(act.outcomes, out.reply.outcome))
    return failure(fmt::format("{} has no outcome \"{}\"", act.name, out.reply.outcome.substr(0, 50)));
  if (auto known = refuse_strangers(object, act); !known) return tl::unexpected(known.error());
  TRY(out.reply.details, details_in(object, act));
  if (!has(act.details, "reason") && object.contains("reason")) {
    TRY(auto reason, text_in(object, "reason"));
    out.reply.details.emplace_back("reason", std::move(reason));
  }
  TRY(out.reply.artefacts, artefacts_in(object, act));
  return out;
}

}  // namespace tameshi::subjects
