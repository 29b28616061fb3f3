#include "fake-jlis/http/api_json.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <mutex>

#include "base/json_depth.hpp"

namespace tameshi::jlis::http {
namespace {

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return text;
}

void check_schemas(const Json& node, const std::string& file) {
  if (!node.is_structured()) return;
  for (const auto& [name, value] : node.items()) {
    if (name != "schema") {
      check_schemas(value, file);
    } else if (const auto unknown = unknown_keywords(value); !unknown.empty()) {
      throw Trouble(fmt::format("the description uses {}, which is not checked", unknown.front()), file, "");
    }
  }
}

void check_components(const Json& description, const std::string& file) {
  for (const auto& schema : description.at("components").at("schemas")) {
    if (const auto unknown = unknown_keywords(schema); !unknown.empty()) {
      throw Trouble(fmt::format("the description uses {}, which is not checked", unknown.front()), file, "");
    }
  }
}

Json read_description(std::string_view text, const std::string& file) {
  yaml::Problems problems;
  const auto root = yaml::read(text, file, problems);
  if (!root || !problems.empty()) throw Trouble(problems.all().front());
  auto out = json_from(*root);
  check_schemas(out, file);
  check_components(out, file);
  return out;
}

// Each text is read once, however many worlds there are: it takes longer than to play in most of them.
std::shared_ptr<const Json> checked_description(std::string_view text, const std::string& file) {
  static std::mutex mutex;
  static std::map<std::string, std::shared_ptr<const Json>, std::less<>> known;
  const std::lock_guard lock(mutex);
  const auto found = known.find(text);
  if (found != known.end()) return found->second;
  auto made = std::make_shared<const Json>(read_description(text, file));
  known.emplace(text, made);
  return made;
}

constexpr std::string_view json_media = "application/json";

// Of a message in that media type; nothing when it is not described.
const Json* schema_of(const Json& message, std::string_view media) {
  if (!message.contains("content") || !message.at("content").contains(media)) return nullptr;
  return &message.at("content").at(std::string(media)).at("schema");
}

// "text/csv" of "text/csv; charset=utf-8"; JSON where nothing is said.
std::string media_of(const Request& request) {
  const auto* type = request.field("Content-Type");
  return type == nullptr ? std::string(json_media) : type->substr(0, type->find_first_of("; "));
}

std::string known_media(const Json& message) {
  std::vector<std::string> out;
  for (const auto& [media, described] : message.at("content").items()) out.push_back(media);
  return fmt::format("{}", fmt::join(out, " or "));
}

// "15" for an integer parameter and "true" for a boolean one; a text else.
Json typed(const std::string& text, const Json& schema) {
  if (schema.value("type", "") == "string") return text;
  auto value = Json::parse(text, nullptr, false);
  return value.is_discarded() || value.is_structured() ? Json(text) : value;
}

Refusal bad_request(std::string message) {
  return {422, "does-not-fit", std::move(message), false};
}

}  // namespace

tl::unexpected<Refusal> refused(unsigned status, std::string code, const Problem& problem) {
  return tl::unexpected(Refusal{status, std::move(code), to_string(problem), false});
}

Api::Api(std::string_view description, const std::string& file, std::map<std::string, Operation> operations)
    : file_(file), description_(checked_description(description, file)) {
  for (const auto& [path, methods] : description_->at("paths").items()) add_rows(path, methods, operations);
  if (!operations.empty()) {
    throw Trouble(fmt::format("the operation {} is not described", operations.begin()->first), file, "");
  }
}

void Api::add_rows(const std::string& path, const Json& methods,
                   std::map<std::string, Operation>& operations) {
  for (const auto& [method, described] : methods.items()) {
    const auto id = described.at("operationId").get<std::string>();
    const auto act = operations.find(id);
    if (id == "describe") described_at_ = path;
    if (act == operations.end()) throw Trouble(fmt::format("nothing does the operation {}", id), file_, "");
    rows_.push_back({upper(method), path, &described, std::move(act->second)});
    operations.erase(act);
  }
}

Reply Api::answer(const Request& request, Caller* caller) const {
  std::vector<std::string> methods;
  for (const auto& row : rows_) {
    auto words = match(row.path, request.path());
    if (!words) continue;
    if (row.method != request.method) {
      methods.push_back(row.method);
      continue;
    }
    auto call = call_from(request, row, *std::move(words));
    if (call) call->caller = caller;
    return reply_from(row, call ? row.act(*call) : Outcome(tl::unexpected(call.error())));
  }
  if (methods.empty())
    return reply_of(not_found(request.path(), fmt::format("GET {} describes what is", described_at_)));
  auto reply = reply_of({405, "method-not-allowed",
                         fmt::format("{} takes {}", request.path(), fmt::join(methods, ", ")), false});
  reply.fields.push_back({"Allow", fmt::format("{}", fmt::join(methods, ", "))});
  return reply;
}

tl::expected<Call, Refusal> Api::call_from(const Request& request, const Row& row, PathWords words) const {
  const auto query = query_words(request.query());
  if (!query) return tl::unexpected(bad_request("the query is not percent-encoded text"));
  auto unasked = *query;
  for (const auto& parameter : row.described->value("parameters", Json::array())) {
    const auto name = parameter.at("name").get<std::string>();
    const auto& given = parameter.at("in") == "path" ? words : *query;
    unasked.erase(name);
    const auto found = given.find(name);
    if (found == given.end()) {
      if (!parameter.value("required", false)) continue;
      return tl::unexpected(bad_request(fmt::format("the query parameter \"{}\" is missing", name)));
    }
    const auto& schema = resolved(parameter.at("schema"), *description_);
    if (auto bad = misfit(typed(found->second, schema), schema, *description_)) {
      return tl::unexpected(bad_request(fmt::format("{} {}", name, *bad)));
    }
  }
  if (!unasked.empty()) {
    return tl::unexpected(
        bad_request(fmt::format("there is no query parameter \"{}\"", unasked.begin()->first)));
  }
  auto body = body_from(request, row);
  if (!body) return tl::unexpected(std::move(body).error());
  return Call{std::move(words), *query, *std::move(body), &request, nullptr};
}

tl::expected<Json, Refusal> Api::body_from(const Request& request, const Row& row) const {
  if (!row.described->contains("requestBody")) {
    if (request.body.empty()) return Json();
    return tl::unexpected(bad_request(fmt::format("{} {} takes no body", row.method, row.path)));
  }
  const auto& described = row.described->at("requestBody");
  const auto media = media_of(request);
  const auto* schema = schema_of(described, media);
  if (schema == nullptr) {
    return tl::unexpected(Refusal{415, "media-type", fmt::format("send {}", known_media(described)), false});
  }
  if (media != json_media) return Json(request.body);
  if (nests_too_deep(request.body)) {
    return tl::unexpected(Refusal{400, "no-json", "the body is nested too deep", false});
  }
  auto body = Json::parse(request.body, nullptr, false);
  if (body.is_discarded()) return tl::unexpected(Refusal{400, "no-json", "the body is not JSON", false});
  if (auto bad = misfit(body, *schema, *description_)) {
    return tl::unexpected(bad_request("in the body, at " + *bad));
  }
  return body;
}

Reply Api::reply_from(const Row& row, const Outcome& outcome) const {
  Reply reply;
  if (outcome) {
    reply.status = outcome->status;
    reply.content_type = outcome->media;
    if (outcome->media != json_media) {
      reply.body = outcome->body.get<std::string>();
    } else if (!outcome->body.is_null()) {
      reply.body = outcome->body.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
    }
  } else {
    reply = reply_of(outcome.error());
  }
  const auto& known = row.described->at("responses");
  const auto status = std::to_string(reply.status);
  if (!known.contains(status)) {
    throw Trouble(fmt::format("the status {} of {} {} is not described", status, row.method, row.path), file_,
                  "");
  }
  const auto* schema = outcome ? schema_of(known.at(status), outcome->media) : nullptr;
  if (outcome && schema == nullptr && outcome->media != json_media) {
    throw Trouble(
        fmt::format("a reply of {} {} in {} is not described", row.method, row.path, outcome->media), file_,
        "");
  }
  if (schema != nullptr) {
    if (const auto bad = misfit(outcome->body, *schema, *description_)) {
      throw Trouble(fmt::format("a reply of {} {} is not as described: {}", row.method, row.path, *bad),
                    file_, "");
    }
  }
  return reply;
}

}  // namespace tameshi::jlis::http
