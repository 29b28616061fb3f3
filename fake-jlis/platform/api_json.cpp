#include "base/resources.hpp"
#include "fake-jlis/platform/api.hpp"
#include "fake-jlis/platform/api_parts_json.hpp"

namespace tameshi::jlis::platform {
namespace {

constexpr std::string_view description_file = "fake-jlis/platform/platform.yaml";

http::Outcome list_reasons() {
  auto rows = Json::array();
  for (const auto& row : reason_rows())
    rows.push_back({{"reason", row.name},
                    {"layer", row.layer},
                    {"says", row.says},
                    {"retryable", row.retryable},
                    {"source", row.source}});
  return http::Answered{200, {{"reasons", std::move(rows)}}};
}

}  // namespace

std::function<http::Reply(const http::Request&)> make_api(Operator& the_operator) {
  Operations operations;
  auto described = std::make_shared<Json>();
  operations["describe"] = [described](const http::Call&) -> http::Outcome {
    return http::Answered{200, *described};
  };
  operations["listReasons"] = [](const http::Call&) { return list_reasons(); };
  add_verifying(the_operator, operations);
  add_customers(the_operator, operations);
  add_four_info(the_operator, operations);
  const auto api = std::make_shared<const http::Api>(resources::find(description_file).value_or(""),
                                                     std::string(description_file), std::move(operations));
  *described = api->description();
  return [api](const http::Request& request) { return api->answer(request); };
}

}  // namespace tameshi::jlis::platform
