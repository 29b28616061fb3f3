#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "fake-jlis/http/refusal.hpp"

namespace tameshi::jlis::http {

Reply reply_of(const Refusal& refusal) {
  const nlohmann::ordered_json body{
      {"code", refusal.code}, {"message", refusal.message}, {"retryable", refusal.retryable}};
  Reply reply;
  reply.status = refusal.status;
  reply.content_type = "application/json";
  // What a client sent may come back in the message and need not be UTF-8.
  reply.body = body.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
  return reply;
}

Refusal not_found(std::string_view path, std::string_view cure) {
  return {404, "not-found", fmt::format("nothing is at {}; {}", path, cure), false};
}

}  // namespace tameshi::jlis::http
