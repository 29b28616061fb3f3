#include <nlohmann/json.hpp>

#include "base/bytes.hpp"
#include "fake-jlis/platform/jlis_client.hpp"

namespace tameshi::jlis::platform {
namespace {

using Json = nlohmann::json;

// Only where on J-LIS's own host; an index must not lead elsewhere.
std::string path_of(const std::string& url) {
  const auto scheme = url.find("://");
  if (scheme == std::string::npos) return url;
  const auto slash = url.find('/', scheme + 3);
  return slash == std::string::npos ? "/" : url.substr(slash);
}

std::optional<ListAddress> address_in(const Json& row) {
  const auto scope = row.at("scope").get<std::string>();
  if (scope != "municipality" && scope != "full") return std::nullopt;
  const auto key = from_hex(row.at("keyIdentifier").get<std::string>());
  if (!key) throw std::runtime_error("a key identifier is no hexadecimal");
  ListAddress out{path_of(row.at("url").get<std::string>()), *key, std::nullopt};
  if (scope == "full") return out;
  out.name = from_base64(row.at("distributionPoint").get<std::string>());
  if (!out.name) throw std::runtime_error("a distribution point is no base64");
  return out;
}

AuthorityAddress authority_in(const Json& row) {
  const auto name = row.at("authority").get<std::string>();
  const auto kind = kind_from(name.substr(0, name.find('/')));
  if (!kind) throw std::runtime_error("an authority of no kind");
  return {*kind, path_of(row.at("der").get<std::string>()), row.at("policy").get<std::string>(),
          row.at("mobilePolicy").get<std::string>()};
}

}  // namespace

Result<std::vector<AuthorityAddress>> authority_addresses_in(std::string_view text) {
  try {
    std::vector<AuthorityAddress> out;
    const auto index = Json::parse(text);
    for (const auto& row : index.at("authorities")) out.push_back(authority_in(row));
    return out;
  } catch (const std::exception& e) {
    return failure(e.what(), "the index of authorities");
  }
}

Result<std::vector<ListAddress>> list_addresses_in(std::string_view text) {
  try {
    std::vector<ListAddress> out;
    const auto index = Json::parse(text);
    for (const auto& row : index.at("lists")) {
      if (auto address = address_in(row)) out.push_back(*std::move(address));
    }
    return out;
  } catch (const std::exception& e) {
    return failure(e.what(), "the index of lists");
  }
}

}  // namespace tameshi::jlis::platform
