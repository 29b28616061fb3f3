#include <nlohmann/json.hpp>

#include "conformance/suites/standing.hpp"

namespace tameshi::suites {
namespace {

using Json = nlohmann::ordered_json;

Json form(const Count& count, long mark) {
  return {{"pass-mark", mark},
          {"applicable", count.applicable()},
          {"passed", count.passed},
          {"failed", count.failed},
          {"failed-as-known", count.known},
          {"errors", count.errors},
          {"not-applicable", count.not_applicable}};
}

Json form(const Standing& standing, const Marks& marks) {
  Json out{{"subject", standing.subject},
           {"subject-version", standing.version},
           {"passed", passes(standing, marks)}};
  for (const auto level : all_levels)
    out["levels"][std::string(to_string(level))] = form(standing.of(level), marks.of(level));
  out["not-applicable"] = Json::array();
  for (const auto& [reason, cases] : standing.not_applicable)
    out["not-applicable"].push_back({{"reason", reason}, {"cases", cases}});
  out["broken-rules"] = standing.failed_rules;
  return out;
}

}  // namespace

std::string standings_json(const std::vector<Standing>& all, const std::string& suite, const Marks& marks) {
  Json out{{"suite", suite}, {"subjects", Json::array()}};
  for (const auto& standing : all) out["subjects"].push_back(form(standing, marks));
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace tameshi::suites
