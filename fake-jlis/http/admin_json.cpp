#include "fake-jlis/http/admin_json.hpp"

#include "base/resources.hpp"

namespace tameshi::jlis::http {

Json json_of(const registry::CertificateId& id) {
  return {{"authority", registry::to_string(id.authority)}, {"serial", std::to_string(id.serial)}};
}

std::function<Reply(const Request&)> make_admin(Desk& desk) {
  constexpr auto file = "fake-jlis/http/openapi.yaml";
  const auto text = resources::find(file);
  if (!text) throw Trouble("there is no description of the admin interface", file, "");
  Operations operations;
  auto described = std::make_shared<Json>();
  operations["describe"] = [described](const Call&) -> Outcome { return Answered{200, *described}; };
  add_clock(desk, operations);
  add_people(desk, operations);
  add_lies(desk, operations);
  add_records(desk, operations);
  add_access(desk, operations);
  add_card(desk, operations);
  add_four_info(desk, operations);
  const auto api = std::make_shared<const Api>(*text, file, std::move(operations));
  *described = api->description();
  return [api](const Request& request) { return api->answer(request); };
}

}  // namespace tameshi::jlis::http
