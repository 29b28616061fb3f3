#include "fake-jlis/http/wire_fault.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace tameshi::jlis::http {
namespace {

using Act = void (*)(const Lie&, const Request&, Reply&);

void say(Reply& reply, unsigned status, std::string text) {
  reply.status = status;
  reply.content_type = "text/plain";
  reply.body = std::move(text);
}

void retry_after(const Lie& fault, Reply& reply) {
  reply.fields.push_back({"Retry-After", std::to_string(fault.number("retry-after"))});
}

std::size_t size_of(const Lie& fault, std::string_view name) {
  return static_cast<std::size_t>(fault.number(name));
}

// Ends the connection after so much of the body. The head's size is the session's to know: it is counted
// there, so what is cut here is the body itself, while the length still speaks of all of it.
void cut_body(Reply& reply, std::size_t length) {
  reply.delivery.said_length = reply.body.size();
  reply.body = std::string(reply.body.view().substr(0, length));
  reply.delivery.close = true;
}

void redirect(Reply& reply, std::string to) {
  say(reply, 302, "moved\n");
  reply.fields.push_back({"Location", std::move(to)});
}

void replace_body(Reply& reply, std::string text) {
  reply.body = std::move(text);
}

void flip_bit(const Lie& fault, Reply& reply) {
  std::string text(reply.body.view());
  if (text.empty()) return;
  const auto bit = fault.seed % (text.size() * 8);
  text[bit / 8] = static_cast<char>(static_cast<unsigned char>(text[bit / 8]) ^ (1U << (bit % 8)));
  replace_body(reply, std::move(text));
}

void lower_fields(Reply& reply) {
  reply.fields.push_back({"content-type", std::exchange(reply.content_type, {})});
  for (auto& field : reply.fields) {
    std::transform(field.name.begin(), field.name.end(), field.name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  }
}

constexpr std::string_view portal =
    "<!doctype html><title>FAKE hotel wifi</title><form><input name=room><button>Log in</button></form>\n";

const std::map<std::string, Act, std::less<>>& acts() {
  static const std::map<std::string, Act, std::less<>> all{
      {"http-500", [](const Lie&, const Request&, Reply& r) { say(r, 500, "an armed fault\n"); }},
      {"http-503",
       [](const Lie& f, const Request&, Reply& r) {
         say(r, 503, "an armed fault\n");
         retry_after(f, r);
       }},
      {"http-429",
       [](const Lie& f, const Request&, Reply& r) {
         say(r, 429, "an armed fault\n");
         retry_after(f, r);
       }},
      {"http-status",
       [](const Lie& f, const Request&, Reply& r) { r.status = static_cast<unsigned>(f.number("status")); }},
      {"no-answer", [](const Lie&, const Request&, Reply& r) { r.delivery.never = true; }},
      {"late-answer",
       [](const Lie& f, const Request&, Reply& r) {
         r.delivery.delay = std::chrono::milliseconds(f.number("milliseconds"));
       }},
      {"slow-bytes", [](const Lie& f, const Request&,
                        Reply& r) { r.delivery.bytes_per_second = size_of(f, "bytes-per-second"); }},
      {"connection-reset",
       [](const Lie&, const Request&, Reply& r) {
         r.delivery.cut_after = 0;
         r.delivery.reset = true;
       }},
      {"reset-midway",
       [](const Lie&, const Request&, Reply& r) {
         cut_body(r, r.body.size() / 2);
         r.delivery.reset = true;
       }},
      {"connection-closed", [](const Lie&, const Request&, Reply& r) { r.delivery.cut_after = 0; }},
      {"truncated-body", [](const Lie& f, const Request&, Reply& r) { cut_body(r, size_of(f, "length")); }},
      {"empty-body", [](const Lie&, const Request&, Reply& r) { replace_body(r, {}); }},
      {"wrong-content-type", [](const Lie&, const Request&, Reply& r) { r.content_type = "text/html"; }},
      {"no-content-type", [](const Lie&, const Request&, Reply& r) { r.content_type.clear(); }},
      {"content-length-too-large",
       [](const Lie& f, const Request&, Reply& r) {
         r.delivery.said_length = r.body.size() + size_of(f, "more");
         r.delivery.close = true;
       }},
      {"content-length-too-small",
       [](const Lie& f, const Request&, Reply& r) {
         r.delivery.said_length = r.body.size() - std::min(r.body.size(), size_of(f, "less"));
         r.delivery.close = true;
       }},
      {"redirect",
       [](const Lie&, const Request& q, Reply& r) { redirect(r, fmt::format("/elsewhere{}", q.target)); }},
      {"redirect-loop", [](const Lie&, const Request& q, Reply& r) { redirect(r, q.target); }},
      {"huge-body",
       [](const Lie& f, const Request&, Reply& r) {
         std::string text(r.body.view());
         text.resize(text.size() + size_of(f, "megabytes") * 1024 * 1024);
         replace_body(r, std::move(text));
       }},
      {"captive-portal",
       [](const Lie&, const Request&, Reply& r) {
         say(r, 200, std::string(portal));
         r.content_type = "text/html";
       }},
      {"bit-flipped", [](const Lie& f, const Request&, Reply& r) { flip_bit(f, r); }},
      {"trailing-garbage",
       [](const Lie&, const Request&, Reply& r) {
         replace_body(r, std::string(r.body.view()) + std::string(16, '\x5A'));
       }},
      {"base64-body",
       [](const Lie&, const Request&, Reply& r) { replace_body(r, base64(bytes_of(r.body.view())) + "\n"); }},
      {"gzip-claimed",
       [](const Lie&, const Request&, Reply& r) {
         r.fields.push_back({"Content-Encoding", "gzip"});
       }},
      {"garbage-status-line",
       [](const Lie&, const Request&, Reply& r) {
         r.delivery.before = "SSH-2.0-FAKE\r\n";
         r.delivery.close = true;
       }},
      {"huge-header",
       [](const Lie&, const Request&, Reply& r) {
         r.fields.push_back({"X-Huge", std::string(256UL * 1024, 'x')});
       }},
      {"chunked", [](const Lie&, const Request&, Reply& r) { r.delivery.chunked = true; }},
      {"no-content-length", [](const Lie&, const Request&, Reply& r) { r.delivery.without_length = true; }},
      {"http-1.0",
       [](const Lie&, const Request&, Reply& r) {
         r.delivery.http_1_0 = true;
         r.delivery.close = true;
       }},
      {"connection-close", [](const Lie&, const Request&, Reply& r) { r.delivery.close = true; }},
      {"continue-first",
       [](const Lie&, const Request&, Reply& r) { r.delivery.before = "HTTP/1.1 100 Continue\r\n\r\n"; }},
      {"lower-case-fields", [](const Lie&, const Request&, Reply& r) { lower_fields(r); }},
      {"content-type-with-parameter",
       [](const Lie&, const Request&, Reply& r) { r.content_type += "; fake=1"; }},
  };
  return all;
}

}  // namespace

const LieList& wire_faults() {
  return lies_of("wire");
}

void strike(const Lie& fault, const Request& request, Reply& reply) {
  const auto act = acts().find(fault.name);
  if (act == acts().end()) throw Trouble("a fault of the table has no act", fault.name, "");
  act->second(fault, request, reply);
}

}  // namespace tameshi::jlis::http
