#include "fake-jlis/http/wire_form.hpp"

#include <fmt/format.h>

namespace tameshi::jlis::http {
namespace {

bool may_have_body(unsigned status) {
  return status >= 200 && status != 204 && status != 304;  // RFC 9110 §6.4.1
}

void write_field(std::string& to, std::string_view name, std::string_view value) {
  to.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

void write_head(std::string& to, const Reply& reply, Afterwards afterwards) {
  const auto& delivery = reply.delivery;
  to.append(delivery.before).append(delivery.http_1_0 ? "HTTP/1.0 " : "HTTP/1.1 ");
  to.append(fmt::format_int(reply.status).c_str()).append(" ").append(reason_phrase(reply.status));
  to.append("\r\n");
  if (!reply.content_type.empty()) write_field(to, "Content-Type", reply.content_type);
  for (const auto& field : reply.fields) write_field(to, field.name, field.value);
  if (delivery.chunked) {
    write_field(to, "Transfer-Encoding", "chunked");
  } else if (!delivery.without_length && may_have_body(reply.status)) {
    const fmt::format_int length(delivery.said_length.value_or(reply.body.size()));
    write_field(to, "Content-Length", {length.data(), length.size()});
  }
  if (afterwards == Afterwards::close) write_field(to, "Connection", "close");
  if (afterwards == Afterwards::keep_alive) write_field(to, "Connection", "keep-alive");
  to.append("\r\n");
}

std::string as_chunks(std::string_view body) {
  if (body.empty()) return "0\r\n\r\n";
  return fmt::format("{:x}\r\n{}\r\n0\r\n\r\n", body.size(), body);
}

}  // namespace tameshi::jlis::http
