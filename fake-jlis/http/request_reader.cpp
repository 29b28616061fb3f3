#include "fake-jlis/http/request_reader.hpp"

#include <fmt/format.h>

#include <boost/beast/http/basic_parser.hpp>
#include <utility>

namespace tameshi::jlis::http {
namespace {

namespace beast_http = boost::beast::http;
using boost::beast::error_code;
using boost::beast::string_view;

std::string text(string_view view) {
  return {view.data(), view.size()};
}

Refusal malformed(std::string message) {
  return {400, "malformed-request", std::move(message), false};
}

// The absolute form, which a server must take as well (RFC 9112 §3.2.2), as the usual one.
std::string without_authority(std::string target) {
  const auto scheme = target.find("://");
  if (target.empty() || target.front() == '/' || scheme == std::string::npos) return target;
  const auto path = target.find('/', scheme + 3);
  return path == std::string::npos ? "/" : target.substr(path);
}

// What Beast has against a request, in our words. RFC 9112 §3 and §6.3 name the status codes.
Refusal refusal_of(beast_http::error kind, const Limits& limits) {
  using beast_http::error;
  switch (kind) {
    case error::header_limit:
      return {431, "head-too-large",
              fmt::format("request line and fields take more than {} bytes", limits.head_bytes), false};
    case error::body_limit:
      return {413, "body-too-large", fmt::format("the body takes more than {} bytes", limits.body_bytes),
              false};
    case error::bad_version:
      return {505, "http-version", "this server speaks HTTP/1.1 and HTTP/1.0", false};
    case error::bad_transfer_encoding:
      return malformed("Content-Length and Transfer-Encoding together");
    default:
      return malformed(fmt::format("not an HTTP request: {}", error_code(kind).message()));
  }
}

}  // namespace

class RequestReader::Parser : public beast_http::basic_parser<true> {
 public:
  explicit Parser(const Limits& limits) {
    header_limit(static_cast<std::uint32_t>(limits.head_bytes));
    body_limit(limits.body_bytes);
    eager(true);
  }

  Request request;

 private:
  void on_request_impl(beast_http::verb, string_view method, string_view target, int version,
                       error_code&) override {
    request.method = text(method);
    request.target = text(target);
    request.version = static_cast<unsigned>(version);
  }
  void on_response_impl(int, string_view, int, error_code&) override {}
  void on_field_impl(beast_http::field, string_view name, string_view value, error_code&) override {
    request.fields.push_back({text(name), text(value)});
  }
  void on_header_impl(error_code&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
  std::size_t on_body_impl(string_view body, error_code&) override {
    request.body.append(body.data(), body.size());
    return body.size();
  }
  void on_chunk_header_impl(std::uint64_t, string_view, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, string_view body, error_code& error) override {
    return on_body_impl(body, error);
  }
  void on_finish_impl(error_code&) override {}
};

RequestReader::RequestReader(const Limits& limits)
    : limits_(limits), parser_(std::make_unique<Parser>(limits)) {}
RequestReader::RequestReader(RequestReader&&) noexcept = default;
RequestReader& RequestReader::operator=(RequestReader&&) noexcept = default;
RequestReader::~RequestReader() = default;

std::size_t RequestReader::put(std::string_view bytes) {
  std::size_t used = 0;
  while (!refusal_ && !parser_->is_done() && used < bytes.size()) {
    error_code error;
    const auto rest = bytes.substr(used);
    const auto taken = parser_->put(boost::asio::buffer(rest.data(), rest.size()), error);
    used += taken;
    if (error && error != beast_http::error::need_more) refuse(rest, error.value());
    if (!refusal_ && parser_->is_header_done() && !std::exchange(head_checked_, true)) check_head();
    if (taken == 0) break;
  }
  return used;
}

void RequestReader::refuse(std::string_view bytes, int error) {
  const auto kind = static_cast<beast_http::error>(error);
  const bool in_first_line = !parser_->is_header_done() && bytes.find('\n') == std::string_view::npos;
  refusal_ = kind == beast_http::error::header_limit && in_first_line
                 ? Refusal{414, "target-too-long", "the request line does not end", false}
                 : refusal_of(kind, limits_);
}

// What RFC 9110 asks beyond the grammar.
void RequestReader::check_head() {
  auto& request = parser_->request;
  request.keep_alive = parser_->keep_alive();
  request.target = without_authority(std::move(request.target));
  std::size_t hosts = 0;
  for (const auto& field : request.fields) hosts += same_name(field.name, "Host") ? 1 : 0;
  const auto* expect = request.field("Expect");
  const auto* coding = request.field("Transfer-Encoding");
  if (request.version != 10 && request.version != 11) {
    refusal_ = refusal_of(beast_http::error::bad_version, limits_);
  } else if (coding != nullptr && !same_name(*coding, "chunked")) {
    refusal_ = Refusal{501, "transfer-encoding", "of transfer codings only chunked is understood", false};
  } else if (request.target.size() > limits_.target_bytes) {
    refusal_ =
        Refusal{414, "target-too-long",
                fmt::format("the request's target takes more than {} bytes", limits_.target_bytes), false};
  } else if (hosts > 1 || (hosts == 0 && request.version == 11)) {
    refusal_ = malformed("HTTP/1.1 asks for exactly one Host field");
  } else if (request.target.empty() || (request.target.front() != '/' && request.target != "*")) {
    refusal_ = malformed("the request's target must begin with a slash: this is no proxy");
  } else if (expect != nullptr && !same_name(*expect, "100-continue")) {
    refusal_ = Refusal{417, "expectation", "of expectations only 100-continue is understood", false};
  }
  wish_to_continue_ = expect != nullptr && request.version == 11 && !parser_->is_done();
}

std::optional<Request> RequestReader::take() {
  if (refusal_ || !parser_->is_done()) return std::nullopt;
  std::optional<Request> out = std::move(parser_->request);
  parser_ = std::make_unique<Parser>(limits_);
  head_checked_ = false;
  wish_to_continue_ = false;
  return out;
}

bool RequestReader::take_wish_to_continue() {
  return !refusal_ && std::exchange(wish_to_continue_, false) && !parser_->is_done();
}

}  // namespace tameshi::jlis::http
