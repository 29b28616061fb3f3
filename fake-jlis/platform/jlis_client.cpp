#include "fake-jlis/platform/jlis_client.hpp"

#include <fmt/format.h>

#include "base/mutant.hpp"

namespace tameshi::jlis::platform {
namespace {

// "application/ocsp-response; x=y" is application/ocsp-response.
bool is_media_type(std::string_view field, std::string_view wanted) {
  auto type = field.substr(0, field.find(';'));
  while (type.ends_with(' ')) type.remove_suffix(1);
  return type == wanted;
}

}  // namespace

HttpRequest JlisClient::request_for(std::string_view method, const std::string& path) const {
  HttpRequest out;
  out.method = method;
  out.url = address_.base_url + path;
  if (!address_.token.empty()) out.fields.emplace_back("Authorization", "Bearer " + address_.token.plain());
  if (!address_.platform.empty()) out.fields.emplace_back("X-Fake-Platform", address_.platform);
  return out;
}

Verified<Bytes> JlisClient::body_of(const HttpRequest& request, std::string_view media_type,
                                    std::string_view unreachable) const {
  const auto answer = fetch_(request);
  if (!answer) return refuse(unreachable, answer.error().what);
  if (answer->status != 200 && !mutant("ignores-the-http-status"))
    return refuse(unreachable, fmt::format("HTTP status {}", answer->status));
  if (!is_media_type(answer->field("Content-Type"), media_type) && !mutant("ignores-the-media-type"))
    return refuse(unreachable,
                  fmt::format("\"{}\" in place of {}", answer->field("Content-Type"), media_type));
  if (answer->field("Content-Length").empty() && mutant("wants-a-content-length")) return refuse(unreachable);
  if (!answer->field("Content-Encoding").empty()) return refuse(unreachable, "the body is encoded");
  return bytes_of(answer->body);
}

Verified<Bytes> JlisClient::ask_ocsp(Kind kind, ByteView request) const {
  auto post = request_for("POST", fmt::format("/ocsp/{}", to_string(kind)));
  post.fields.emplace_back("Content-Type", "application/ocsp-request");
  post.body = text_of(request);
  return body_of(post, "application/ocsp-response", "ocsp-unreachable");
}

Verified<std::vector<ListAddress>> JlisClient::list_addresses() const {
  const auto index = body_of(request_for("GET", "/crl/index.json"), "application/json", "crl-unreachable");
  if (!index) return tl::unexpected(index.error());
  auto out = list_addresses_in(text_of(*index));
  if (!out) return refuse("crl-unreachable", out.error());
  return *std::move(out);
}

Verified<Bytes> JlisClient::fetch_list(const std::string& path) const {
  return body_of(request_for("GET", path), "application/pkix-crl", "crl-unreachable");
}

Result<std::vector<AuthorityAddress>> JlisClient::authority_addresses() const {
  TRY(const auto answer, fetch_(request_for("GET", "/ca/index.json")));
  if (answer.status != 200) return failure(fmt::format("HTTP status {}", answer.status), "/ca/index.json");
  return authority_addresses_in(answer.body);
}

Result<Bytes> JlisClient::fetch_authority(const std::string& path) const {
  TRY(const auto answer, fetch_(request_for("GET", path)));
  if (answer.status != 200) return failure(fmt::format("HTTP status {}", answer.status), path);
  return bytes_of(answer.body);
}

Verified<JlisClient::Answered> JlisClient::call(std::string_view method, const std::string& path,
                                                const std::string& body) const {
  auto request = request_for(method, path);
  if (!body.empty()) request.fields.emplace_back("Content-Type", "application/json");
  request.body = body;
  auto answer = fetch_(request);
  if (!answer) return refuse("service-unreachable", answer.error().what);
  if (answer->status >= 500)
    return refuse("service-unreachable", fmt::format("HTTP status {}", answer->status));
  if (!answer->body.empty() && !is_media_type(answer->field("Content-Type"), "application/json"))
    return refuse("service-unreachable", "the answer is no JSON");
  return Answered{answer->status, std::move(answer->body)};
}

}  // namespace tameshi::jlis::platform
