#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/percent.hpp"
#include "fake-jlis/http/crl_index.hpp"
#include "fake-jlis/http/served_lists.hpp"
#include "fake-jlis/http/told_list.hpp"

namespace tameshi::jlis::http {
namespace {

using Json = nlohmann::ordered_json;

Json list_row(const Desk& desk, const registry::AuthorityId& id, const std::string& scope,
              const std::string& rest) {
  return {{"authority", registry::to_string(id)},
          {"keyIdentifier", hex(desk.agency.authorities().at(id).identity().key_identifier)},
          {"scope", scope},
          {"url", fmt::format("{}/crl/{}/{}.crl", desk.settings.base_url, registry::to_string(id), rest)}};
}

}  // namespace

std::string crl_index(const Desk& desk) {
  auto lists = Json::array();
  for (const auto& [id, authority] : desk.agency.authorities()) {
    const auto people = lists_signed_by(desk, id);
    if (people.full) lists.push_back(list_row(desk, id, "full", "full"));
    lists.push_back(list_row(desk, id, "authority", "authority"));
    for (const auto& place : people.municipalities) {
      auto row =
          list_row(desk, id, "municipality",
                   fmt::format("{}/{}", percent_encoded(place.prefecture), percent_encoded(place.name)));
      row["municipality"] = place.code;
      row["distributionPoint"] = base64(distribution_point(authority, place));
      lists.push_back(std::move(row));
    }
  }
  return Json{{"lists", std::move(lists)}}.dump(2) + "\n";
}

std::string ca_index(const Desk& desk) {
  auto rows = Json::array();
  for (const auto& [id, authority] : desk.agency.authorities()) {
    const auto& own = authority.certificate();
    const auto url = fmt::format("{}/ca/{}", desk.settings.base_url, registry::to_string(id));
    rows.push_back({{"authority", registry::to_string(id)},
                    {"serial", std::to_string(own.serial)},
                    {"notBefore", to_string(own.not_before)},
                    {"notAfter", to_string(own.not_after)},
                    {"keyIdentifier", hex(authority.identity().key_identifier)},
                    {"sha256", hex(openssl::sha256(own.der))},
                    {"policy", authority.policy(false)},
                    {"mobilePolicy", authority.policy(true)},
                    {"der", url + ".cer"},
                    {"pem", url + ".pem"}});
  }
  return Json{{"authorities", std::move(rows)}}.dump(2) + "\n";
}

}  // namespace tameshi::jlis::http
