// /: every address of the house, for a person with a browser.
#include <fmt/format.h>

#include "base/percent.hpp"
#include "fake-jlis/http/crl_index.hpp"
#include "fake-jlis/http/served_lists.hpp"

namespace tameshi::jlis::http {
namespace {

std::string link(const std::string& path, std::string_view says) {
  return fmt::format("<li><a href=\"{0}\">{0}</a> {1}</li>\n", path, says);
}

std::string of_authority(const Desk& desk, const registry::AuthorityId& id) {
  const auto name = registry::to_string(id);
  const auto people = lists_signed_by(desk, id);
  auto out = link(fmt::format("/ca/{}.cer", name), "certificate of the CA (also .pem)");
  if (people.full) out += link(fmt::format("/crl/{}/full.crl", name), "all that is revoked");
  out += link(fmt::format("/crl/{}/authority.crl", name), "authority revocation list");
  for (const auto& place : people.municipalities) {
    out += link(fmt::format("/crl/{}/{}/{}.crl", name, percent_encoded(place.prefecture),
                            percent_encoded(place.name)),
                "one municipality");
  }
  return out;
}

}  // namespace

std::string index_page(const Desk& desk) {
  std::string lists;
  for (const auto& [id, authority] : desk.agency.authorities()) lists += of_authority(desk, id);
  return fmt::format(
      "<!doctype html>\n<meta charset=\"utf-8\"><title>FAKE J-LIS</title>\n<h1>FAKE J-LIS</h1>\n"
      "<p>Nothing here is real. The world's time is {}.</p>\n<ul>\n{}{}{}{}{}{}{}{}{}{}{}</ul>\n",
      to_string(desk.clock.now()),
      link("/ocsp/signature",
           "OCSP responder (POST, or GET with the request behind it); /ocsp/signature/3 is one generation's"),
      link("/ocsp/authentication", "the other CA's"), link("/ca/index.json", "certificates of the CAs"),
      link("/ca/signature.pem", "trust anchors"), link("/ca/authentication.pem", "trust anchors"),
      link("/crl/index.json", "revocation lists"), lists, link("/health", "whether it serves"),
      link("/metrics", "for Prometheus"),
      link("/fake/v1/openapi.json", "the four-information service (OURS), described"),
      link("/admin/openapi.json", "the admin interface (OURS), described"));
}

}  // namespace tameshi::jlis::http
