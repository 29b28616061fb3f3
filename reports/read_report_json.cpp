#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <utility>

#include "reports/read_report.hpp"

namespace tameshi::reports {
namespace {

using Json = nlohmann::ordered_json;

Verdict verdict_at(const Json& json) {
  const auto word = json.at("verdict").get<std::string>();
  constexpr std::array all{Verdict::pass, Verdict::fail, Verdict::skip, Verdict::waived, Verdict::error};
  for (const auto verdict : all) {
    if (to_string(verdict) == word) return verdict;
  }
  throw Trouble(fmt::format("\"{}\" is no verdict", word), "", "");
}

std::string text_at(const Json& json, const char* key) {
  return json.at(key).get<std::string>();
}

// nlohmann's get() would cut a number that is too large, or turn a fraction.
template <typename T>
T whole_number(const Json& json) {
  const bool whole = json.is_number_integer() && (json.is_number_unsigned() || json.get<std::int64_t>() < 0);
  if (whole && json.is_number_unsigned() && std::in_range<T>(json.get<std::uint64_t>())) return json.get<T>();
  if (whole && !json.is_number_unsigned() && std::in_range<T>(json.get<std::int64_t>())) return json.get<T>();
  throw Trouble(fmt::format("{} is no whole number, or too large", json.dump()), "", "");
}

template <typename T>
std::vector<T> list_at(const Json& json, const char* key, T (*one)(const Json&)) {
  std::vector<T> out;
  const auto& items = json.at(key);
  if (!items.is_array()) throw Trouble(fmt::format("\"{}\" is no list", key), "", "");
  for (const auto& item : items) out.push_back(one(item));
  return out;
}

std::string text_of_item(const Json& json) {
  return json.get<std::string>();
}

Place place_at(const Json& json) {
  const auto& place = json.at("place");
  return {text_at(place, "file"), whole_number<int>(place.at("line")), whole_number<int>(place.at("column"))};
}

Check check_from(const Json& json) {
  return {text_at(json, "question"),
          text_at(json, "expected"),
          text_at(json, "actual"),
          verdict_at(json),
          list_at(json, "events", whole_number<std::size_t>),
          place_at(json)};
}

StepResult step_from(const Json& json) {
  return {
      whole_number<int>(json.at("number")), text_at(json, "title"), verdict_at(json), text_at(json, "reason"),
      list_at(json, "checks", check_from),  place_at(json)};
}

Event event_from(const Json& json) {
  return value_or_trouble(event_from_json(json.dump(), "its journal"));
}

std::optional<Instant> moment_at(const Json& json, const char* key) {
  const auto text = text_at(json, key);
  if (text.empty()) return std::nullopt;
  return value_or_trouble(parse_instant(text));
}

Level level_at(const Json& json) {
  const auto word = text_at(json, "level");
  for (const auto level : {Level::must, Level::should, Level::may}) {
    if (to_string(level) == word) return level;
  }
  throw Trouble(fmt::format("\"{}\" is no level", word), "", "");
}

std::optional<SuiteCase> suite_case_in(const Json& json) {
  const auto found = json.find("case");
  if (found == json.end()) return std::nullopt;
  return SuiteCase{text_at(*found, "id"), text_at(*found, "rule"), level_at(*found), text_at(*found, "why")};
}

RunResult run_from(const Json& json) {
  RunResult out;
  out.scenario = text_at(json, "scenario");
  out.title = text_at(json, "title");
  out.turn = whole_number<long>(json.at("turn"));
  out.cites = list_at(json, "cites", text_of_item);
  out.subject = text_at(json, "subject");
  out.subject_version = text_at(json, "subject-version");
  out.subject_file = text_at(json, "subject-file");
  out.story = text_at(json, "story");
  out.tags = list_at(json, "tags", text_of_item);
  out.suite_case = suite_case_in(json);
  out.verdict = verdict_at(json);
  out.reason = text_at(json, "reason");
  out.began = moment_at(json, "began");
  out.clock_is_frozen = text_at(json, "clock") == "frozen";
  out.reproduce = text_at(json, "reproduce");
  out.steps = list_at(json, "steps", step_from);
  out.journal = list_at(json, "journal", event_from);
  return out;
}

SourceFile source_from(const Json& json) {
  return {text_at(json, "kind"), text_at(json, "path"), text_at(json, "sha256")};
}

Report report_from(const Json& json) {
  if (text_at(json, "format") != "tameshi-report" || whole_number<int>(json.at("format-version")) != 1)
    throw Trouble("it is no report of a form that is known here", "", "");
  Report out;
  out.tool_version = text_at(json, "tool-version");
  out.tool_commit = text_at(json, "tool-commit");
  out.seed = text_at(json, "seed");
  out.made_at = moment_at(json, "made-at").value_or(Instant{});
  out.command = list_at(json, "command", text_of_item);
  out.sources = list_at(json, "sources", source_from);
  out.unfinished = json.at("unfinished").get<bool>();
  out.runs = list_at(json, "runs", run_from);
  return out;
}

// What `read` makes of the text; a Problem for whatever is wrong with it.
template <typename Read>
auto read_or_refuse(std::string_view text, const std::string& where, Read read)
    -> Result<decltype(read(Json()))> {
  const std::string cure = "is it a report.json that `tameshi run --report` of this version wrote?";
  try {
    return read(Json::parse(text));
  } catch (const Json::exception& e) {
    return failure(fmt::format("this is no report: {}", e.what()), where, cure);
  } catch (const Trouble& trouble) {
    return failure(fmt::format("this is no report: {}", trouble.what()), where, cure);
  }
}

}  // namespace

Result<Report> report_from_json(std::string_view text, const std::string& where) {
  return read_or_refuse(text, where, report_from);
}

Result<RunResult> run_from_json(std::string_view text, const std::string& where) {
  return read_or_refuse(text, where, run_from);
}

}  // namespace tameshi::reports
