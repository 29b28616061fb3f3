#include "fake-jlis/http/in_process.hpp"

namespace tameshi::jlis::http {
namespace {

std::string target_of(const std::string& url) {
  const auto scheme = url.find("://");
  const auto slash = url.find('/', scheme == std::string::npos ? 0 : scheme + 3);
  return slash == std::string::npos ? "/" : url.substr(slash);
}

Request request_of(const HttpRequest& from) {
  Request out;
  out.method = from.method;
  out.target = target_of(from.url);
  out.fields.push_back({"Host", "in-process"});
  for (const auto& [name, value] : from.fields) out.fields.push_back({name, value});
  out.body = from.body;
  out.peer.address = "127.0.0.1";
  return out;
}

bool breaks_off(const Delivery& delivery) {
  return delivery.never || delivery.reset || delivery.cut_after || !delivery.before.empty() ||
         !delivery.after.empty() || delivery.said_length;
}

}  // namespace

HttpFetch in_process(std::function<Reply(const Request&)> answer) {
  return [answer = std::move(answer)](const HttpRequest& request) -> Result<HttpAnswer> {
    const auto reply = answer(request_of(request));
    if (breaks_off(reply.delivery)) return failure("no answer", request.url);
    HttpAnswer out;
    out.status = static_cast<int>(reply.status);
    if (!reply.content_type.empty()) out.fields.emplace_back("Content-Type", reply.content_type);
    for (const auto& [name, value] : reply.fields) out.fields.emplace_back(name, value);
    out.body = std::string(reply.body.view());
    return out;
  };
}

}  // namespace tameshi::jlis::http
