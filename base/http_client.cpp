#include "base/http_client.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <mutex>

namespace tameshi {
namespace {

struct EasyDeleter {
  void operator()(CURL* p) const { curl_easy_cleanup(p); }
};
struct ListDeleter {
  void operator()(curl_slist* p) const { curl_slist_free_all(p); }
};

void start_curl_once() {
  static const bool started = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  if (!started) throw Trouble("libcurl does not start", "", "is the machine out of memory?");
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blank = " \t\r\n";
  const auto from = std::min(text.find_first_not_of(blank), text.size());
  text.remove_prefix(from);
  return text.substr(0, text.find_last_not_of(blank) + 1);
}

struct Incoming {
  HttpAnswer answer;
  std::size_t most = 0;
};

std::size_t take_body(const char* data, std::size_t, std::size_t count, void* to) {
  auto& in = *static_cast<Incoming*>(to);
  if (in.answer.body.size() + count > in.most) return 0;  // ends the transfer
  in.answer.body.append(data, count);
  return count;
}

// A status line begins anew: interim answers come before the one that counts.
std::size_t take_field(const char* data, std::size_t, std::size_t count, void* to) {
  auto& in = *static_cast<Incoming*>(to);
  const std::string_view line(data, count);
  if (line.starts_with("HTTP/")) in.answer = {};
  const auto colon = line.find(':');
  if (colon != std::string_view::npos && !line.starts_with("HTTP/"))
    in.answer.fields.emplace_back(trimmed(line.substr(0, colon)), trimmed(line.substr(colon + 1)));
  return count;
}

std::string_view cure_of(CURLcode code) {
  switch (code) {
    case CURLE_COULDNT_CONNECT:
      return "is it running, and is this its port?";
    case CURLE_OPERATION_TIMEDOUT:
      return "it took the connection and said nothing in time";
    case CURLE_COULDNT_RESOLVE_HOST:
      return "is the name right?";
    case CURLE_PEER_FAILED_VERIFICATION:
      return "trust the server's root, or say that any server will do";
    default:
      return "";
  }
}

curl_blob blob_of(const std::string& text) {
  return {const_cast<char*>(text.data()), text.size(),
          CURL_BLOB_COPY};  // NOLINT: curl copies and does not write
}

}  // namespace

std::string_view HttpAnswer::field(std::string_view name) const {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [&](const HttpField& one) { return same_name(one.first, name); });
  return found == fields.end() ? std::string_view() : std::string_view(found->second);
}

class HttpClient::Core {
 public:
  explicit Core(HttpClientSettings settings) : settings_(std::move(settings)) {
    start_curl_once();
    easy_.reset(curl_easy_init());
    if (!easy_) throw Trouble("libcurl gives no handle", "", "is the machine out of memory?");
    // A comment in a cookie file is no cookie, and has them kept from now on; CURLOPT_COOKIEFILE has a list
    // that each reset would leak.
    if (settings_.cookies) set(CURLOPT_COOKIELIST, "# kept");
  }

  Result<HttpAnswer> fetch(const HttpRequest& request) {
    const std::lock_guard lock(mutex_);
    Incoming in;
    in.most = settings_.longest_body;
    const auto fields = list_of(request);
    curl_easy_reset(easy_.get());  // keeps connections
    prepare(request, fields.get(), in);
    const auto code = curl_easy_perform(easy_.get());
    if (code == CURLE_WRITE_ERROR)
      return failure(fmt::format("the answer is longer than {} bytes", in.most), request.url);
    if (code != CURLE_OK)
      return failure(fmt::format("no answer: {}", curl_easy_strerror(code)), request.url,
                     std::string(cure_of(code)));
    long status = 0;
    curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
    in.answer.status = static_cast<int>(status);
    return std::move(in.answer);
  }

 private:
  template <typename T>
  void set(CURLoption option, T value) {
    if (curl_easy_setopt(easy_.get(), option, value) != CURLE_OK)
      throw Trouble("libcurl does not know an option", std::to_string(option), "");
  }

  static std::unique_ptr<curl_slist, ListDeleter> list_of(const HttpRequest& request) {
    std::unique_ptr<curl_slist, ListDeleter> out(curl_slist_append(nullptr, "Expect:"));
    for (const auto& [name, value] : request.fields) {
      const auto line = value.empty() ? name + ";" : fmt::format("{}: {}", name, value);
      // The head of the list stays where it is.
      if (curl_slist_append(out.get(), line.c_str()) == nullptr) throw Trouble("out of memory", "", "");
    }
    return out;
  }

  void prepare(const HttpRequest& request, curl_slist* fields, Incoming& in) {
    set(CURLOPT_URL, request.url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_PROXY, "");
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(settings_.timeout.count()));
    set(CURLOPT_USERAGENT, "tameshi");
    set(CURLOPT_HTTPHEADER, fields);
    set(CURLOPT_WRITEFUNCTION, take_body);
    set(CURLOPT_WRITEDATA, &in);
    set(CURLOPT_HEADERFUNCTION, take_field);
    set(CURLOPT_HEADERDATA, &in);
    if (request.method == "HEAD") set(CURLOPT_NOBODY, 1L);
    if (request.method == "POST") set(CURLOPT_POST, 1L);
    if (!request.body.empty() || request.method == "POST" || request.method == "PUT") {
      set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
      set(CURLOPT_POSTFIELDS, request.body.data());
    }
    // As a method of its own it would be kept beyond a redirect that asks for GET (RFC 9110 §15.4.4).
    if (request.method != "GET" && request.method != "POST" && request.method != "HEAD")
      set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
    if (settings_.follows) {
      constexpr long most_redirects = 10;
      set(CURLOPT_FOLLOWLOCATION, 1L);
      set(CURLOPT_MAXREDIRS, most_redirects);
      set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    }
    prepare_tls();
  }

  void prepare_tls() {
    if (settings_.any_server) {
      set(CURLOPT_SSL_VERIFYPEER, 0L);
      set(CURLOPT_SSL_VERIFYHOST, 0L);
    }
    const auto give = [this](CURLoption option, const std::string& text) {
      auto blob = blob_of(text);
      if (!text.empty()) set(option, &blob);
    };
    give(CURLOPT_CAINFO_BLOB, settings_.trusted);
    give(CURLOPT_SSLCERT_BLOB, settings_.certificate);
    give(CURLOPT_SSLKEY_BLOB, settings_.key);
  }

  HttpClientSettings settings_;
  std::mutex mutex_;
  std::unique_ptr<CURL, EasyDeleter> easy_;
};

HttpClient::HttpClient(HttpClientSettings settings) : core_(std::make_unique<Core>(std::move(settings))) {}
HttpClient::HttpClient(HttpClient&&) noexcept = default;
HttpClient& HttpClient::operator=(HttpClient&&) noexcept = default;
HttpClient::~HttpClient() = default;

Result<HttpAnswer> HttpClient::fetch(const HttpRequest& request) {
  return core_->fetch(request);
}

}  // namespace tameshi
