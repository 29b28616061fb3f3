#include <nlohmann/json.hpp>

#include "conformance/bundle/difference.hpp"

namespace tameshi::bundle {
namespace {

using Json = nlohmann::ordered_json;

Json form(const ChangedInput& one) {
  return {{"what", one.what}, {"before", one.before}, {"now", one.now}};
}

Json form(const Case& of) {
  return {{"scenario", of.scenario}, {"turn", of.turn}, {"subject", of.subject}, {"title", of.title}};
}

Json form(const ChangedVerdict& one) {
  auto out = form(one.of);
  out["before"] = to_string(one.before);
  out["now"] = to_string(one.now);
  out["why"] = one.why;
  return out;
}

Json form(const Presence& one) {
  auto out = form(one.of);
  out["verdict"] = to_string(one.verdict);
  return out;
}

Json form(const ChangedFacts& one) {
  auto out = form(one.of);
  out["verdict"] = to_string(one.verdict);
  out["before"] = one.before;
  out["now"] = one.now;
  return out;
}

template <typename T>
Json list_of(const std::vector<T>& items) {
  auto out = Json::array();
  for (const auto& item : items) out.push_back(form(item));
  return out;
}

}  // namespace

std::string difference_json(const Difference& difference) {
  Json out;
  out["format"] = "tameshi-difference";
  out["format-version"] = 1;
  out["inputs"] = list_of(difference.inputs);
  out["verdicts"] = list_of(difference.verdicts);
  out["added"] = list_of(difference.added);
  out["gone"] = list_of(difference.gone);
  out["facts"] = list_of(difference.facts);
  out["same"] = difference.same;
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace tameshi::bundle
