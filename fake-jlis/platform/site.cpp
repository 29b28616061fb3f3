#include "fake-jlis/platform/site.hpp"

#include "fake-jlis/http/refusal.hpp"
#include "fake-jlis/ocsp/caching.hpp"

namespace tameshi::jlis::platform {
namespace {

http::Reply health() {
  http::Reply out;
  out.content_type = "text/plain";
  out.body = std::string("ok\n");
  return out;
}

}  // namespace

http::Reply Site::answer(const http::Request& request) const {
  auto reply = [&] {
    if (request.path() == "/health") return health();
    if (auto answered = idp_(request)) return *std::move(answered);
    return api_(request);
  }();
  reply.fields.push_back({"Date", ocsp::http_date(operator_.clock().now())});
  reply.fields.push_back({"X-Fake-JLIS", "ours"});
  return reply;
}

}  // namespace tameshi::jlis::platform
