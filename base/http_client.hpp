// Asking somebody over HTTP or HTTPS, for whoever plays a client. libcurl does the work.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace tameshi {

using HttpField = std::pair<std::string, std::string>;

struct HttpRequest {
  std::string method = "GET";
  std::string url;
  std::vector<HttpField> fields;
  std::string body;
};

struct HttpAnswer {
  int status = 0;
  std::vector<HttpField> fields;  // names as sent
  std::string body;

  // The first field of that name, in any case; empty when there is none.
  [[nodiscard]] std::string_view field(std::string_view name) const;
};

// How somebody is asked; a Problem says why there is no answer, with the address but without what was sent.
using HttpFetch = std::function<Result<HttpAnswer>(const HttpRequest&)>;

struct HttpClientSettings {
  std::chrono::milliseconds timeout{30'000};  // from the beginning to the last byte
  std::size_t longest_body = 64UL * 1024 * 1024;
  std::string trusted;      // PEM of the roots of servers; empty: those of the machine
  std::string certificate;  // PEM of our own, for mutual TLS; empty: none
  std::string key;          // PEM, never logged
  bool any_server = false;  // HTTPS without looking at the server's certificate
  bool cookies = false;     // kept from answer to request, as long as the client lives
  bool follows = false;     // redirects, at most ten in a row; else they are answers like any other
};

// Keeps connections alive. No proxy is used, whatever the environment
// says. Safe to use from several threads, which wait for each other.
class HttpClient {
 public:
  explicit HttpClient(HttpClientSettings settings = {});
  HttpClient(HttpClient&&) noexcept;
  HttpClient& operator=(HttpClient&&) noexcept;
  ~HttpClient();

  Result<HttpAnswer> fetch(const HttpRequest& request);

 private:
  class Core;
  std::unique_ptr<Core> core_;
};

}  // namespace tameshi
