#include <unistd.h>

#include <nlohmann/json.hpp>

#include "conformance/cli/serve_ready.hpp"

namespace tameshi::cli {

std::string ready_text(const Addresses& at, const std::vector<std::string>& residents) {
  nlohmann::ordered_json out{
      {"url", at.url},
      {"pid", ::getpid()},
      {"ocsp",
       {{"signature", at.said_url + "/ocsp/signature"},
        {"authentication", at.said_url + "/ocsp/authentication"}}},
      {"trustAnchors",
       {{"signature", at.url + "/ca/signature.pem"}, {"authentication", at.url + "/ca/authentication.pem"}}},
      {"lists", at.url + "/crl/index.json"},
      {"fourInfo", at.url + "/fake/v1/openapi.json"},
      {"admin", at.url + "/admin/openapi.json"},
      {"residents", residents}};
  if (!at.tls_url.empty()) out["tlsUrl"] = at.tls_url;
  return out.dump(2) + "\n";
}

}  // namespace tameshi::cli
