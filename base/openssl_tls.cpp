#include "base/openssl_tls.hpp"

#include <fmt/format.h>
#include <netdb.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>

#include "base/no_sigpipe.hpp"
#include "base/openssl_card_key.hpp"
#include "base/owned_fd.hpp"

namespace tameshi::openssl {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

struct SslDeleter {
  void operator()(SSL_CTX* p) const { SSL_CTX_free(p); }
  void operator()(SSL* p) const { SSL_free(p); }
};

[[noreturn]] void fail(std::string_view doing) {
  throw Trouble(fmt::format("OpenSSL could not {}: {}", doing, last_error()), "", "");
}

// False when the time was up.
bool await(int fd, short events, SteadyTime deadline) {
  while (true) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0) return false;
    pollfd watched{fd, events, 0};
    const int ready = ::poll(&watched, 1, static_cast<int>(left.count()));
    if (ready >= 0 || errno != EINTR) return ready > 0;
  }
}

OwnedFd connected(const addrinfo& address, SteadyTime deadline) {
  OwnedFd out(::socket(address.ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!out) return {};
  if (::connect(out.get(), address.ai_addr, address.ai_addrlen) == 0) return out;
  if (errno != EINPROGRESS || !await(out.get(), POLLOUT, deadline)) return {};
  int error = 0;
  socklen_t length = sizeof error;
  ::getsockopt(out.get(), SOL_SOCKET, SO_ERROR, &error, &length);
  return error == 0 ? std::move(out) : OwnedFd();
}

Result<OwnedFd> connect_to(const TlsQuestion& question, SteadyTime deadline) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const int error = ::getaddrinfo(question.host.c_str(), question.port.c_str(), &hints, &found);
  if (error != 0)
    return failure(fmt::format("\"{}\" is not found: {}", question.host, ::gai_strerror(error)));
  const std::unique_ptr<addrinfo, void (*)(addrinfo*)> all(found, ::freeaddrinfo);
  for (const auto* one = found; one != nullptr; one = one->ai_next) {
    if (auto fd = connected(*one, deadline)) return fd;
  }
  return failure("nobody takes the connection");
}

bool is_address(const std::string& host) {
  return host.find_first_not_of("0123456789.") == std::string::npos || host.find(':') != std::string::npos;
}

class Conversation {
 public:
  explicit Conversation(const TlsQuestion& question)
      : question_(question), deadline_(std::chrono::steady_clock::now() + question.timeout) {
    context_.reset(SSL_CTX_new(TLS_client_method()));
    if (!context_) fail("make a TLS client");
    SSL_CTX_set_app_data(context_.get(), this);
    if (question.key) take_key();
    take_protocols();
    take_trust();
  }

  TlsAnswer ask() {
    auto fd = connect_to(question_, deadline_);
    if (!fd) return ended(TlsEnd::no_answer, fd.error().what);
    fd_ = *std::move(fd);
    open();
    if (!repeat([this] { return SSL_connect(ssl_.get()); })) return why();
    answer_.protocol = SSL_get_version(ssl_.get());
    const auto request =
        fmt::format("GET {} HTTP/1.1\r\nHost: {}:{}\r\nUser-Agent: tameshi\r\nConnection: close\r\n\r\n",
                    question_.path, question_.host, question_.port);
    if (!repeat([&] { return SSL_write(ssl_.get(), request.data(), static_cast<int>(request.size())); }))
      return why();
    return listen();
  }

 private:
  void take_key() {
    const auto* at = question_.key->certificate.data();
    certificate_.reset(d2i_X509(nullptr, &at, static_cast<long>(question_.key->certificate.size())));
    sign_ = [this](ByteView input) {
      auto made = question_.key->sign(input);
      if (!made) unsigned_ = true;
      return made;
    };
    if (certificate_) key_ = key_elsewhere(certificate_.get(), sign_);
    if (!key_) throw Trouble("the certificate has no key that TLS can use", "", "");
    SSL_CTX_set_client_cert_cb(context_.get(), give_key);
  }

  // Called when the server asks.
  static int give_key(SSL* ssl, X509** certificate, EVP_PKEY** key) {
    auto& self = *static_cast<Conversation*>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl)));
    self.answer_.was_asked = true;
    X509_up_ref(self.certificate_.get());
    EVP_PKEY_up_ref(self.key_.get());
    *certificate = self.certificate_.get();
    *key = self.key_.get();
    return 1;
  }

  [[nodiscard]] bool is_rsa() const { return key_ && EVP_PKEY_get_base_id(key_.get()) == EVP_PKEY_RSA; }

  void take_protocols() {
    const int oldest = question_.oldest == TlsProtocol::tls1_3 ? TLS1_3_VERSION : TLS1_2_VERSION;
    if (SSL_CTX_set_min_proto_version(context_.get(), oldest) != 1) fail("set a TLS version");
    if (!is_rsa()) return;
    // RSASSA-PSS is what the card cannot do; servers sign in kind.
    constexpr auto without_pss =
        "RSA+SHA256:RSA+SHA384:RSA+SHA512:ECDSA+SHA256:ECDSA+SHA384:ECDSA+SHA512:ed25519";
    if (SSL_CTX_set_max_proto_version(context_.get(), TLS1_2_VERSION) != 1 ||
        SSL_CTX_set1_sigalgs_list(context_.get(), without_pss) != 1)
      fail("set a TLS version");
  }

  void take_trust() {
    if (question_.trusted.empty()) return;
    const Handle<BIO> in(
        BIO_new_mem_buf(question_.trusted.data(), static_cast<int>(question_.trusted.size())));
    auto* store = SSL_CTX_get_cert_store(context_.get());
    while (const Handle<X509> root{PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr)})
      X509_STORE_add_cert(store, root.get());
    ERR_clear_error();
    auto* terms = SSL_CTX_get0_param(context_.get());
    if (question_.at) X509_VERIFY_PARAM_set_time(terms, static_cast<std::time_t>(question_.at->count()));
    X509_VERIFY_PARAM_set_flags(terms, X509_V_FLAG_PARTIAL_CHAIN);
    if (is_address(question_.host)) {
      X509_VERIFY_PARAM_set1_ip_asc(terms, question_.host.c_str());
    } else {
      X509_VERIFY_PARAM_set1_host(terms, question_.host.c_str(), 0);
    }
    SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
  }

  void open() {
    ssl_.reset(SSL_new(context_.get()));
    if (!ssl_ || SSL_set_fd(ssl_.get(), fd_.get()) != 1) fail("begin a TLS connection");
    if (!is_address(question_.host)) SSL_set_tlsext_host_name(ssl_.get(), question_.host.c_str());
  }

  template <typename Step>
  bool repeat(Step step) {
    while (true) {
      ERR_clear_error();
      last_ = step();
      if (last_ > 0) return true;
      error_ = SSL_get_error(ssl_.get(), last_);
      const bool reads = error_ == SSL_ERROR_WANT_READ;
      if (!reads && error_ != SSL_ERROR_WANT_WRITE) return false;
      if (!await(fd_.get(), reads ? POLLIN : POLLOUT, deadline_)) {
        late_ = true;
        return false;
      }
    }
  }

  TlsAnswer ended(TlsEnd end, std::string detail) {
    answer_.end = end;
    answer_.detail = std::move(detail);
    return std::move(answer_);
  }

  TlsAnswer why() {
    const auto code = ERR_peek_error();
    const int reason = ERR_GET_REASON(code);
    const bool of_tls = ERR_GET_LIB(code) == ERR_LIB_SSL;
    const auto text = last_error();
    if (unsigned_) return ended(TlsEnd::not_signed, "");
    if (late_) return ended(TlsEnd::no_answer, "not in time");
    if (of_tls && reason == SSL_R_CERTIFICATE_VERIFY_FAILED)
      return ended(TlsEnd::not_trusted, X509_verify_cert_error_string(SSL_get_verify_result(ssl_.get())));
    // Reasons above 1000 are the alerts of RFC 8446 §6.
    if (of_tls && reason > SSL_AD_REASON_OFFSET)
      return ended(TlsEnd::alert, SSL_alert_desc_string_long(reason - SSL_AD_REASON_OFFSET));
    if (of_tls && (reason == SSL_R_UNSUPPORTED_PROTOCOL || reason == SSL_R_NO_SHARED_SIGNATURE_ALGORITHMS ||
                   reason == SSL_R_NO_SUITABLE_SIGNATURE_ALGORITHM || reason == SSL_R_NO_PROTOCOLS_AVAILABLE))
      return ended(TlsEnd::no_common_terms, ERR_reason_error_string(code));
    if (code == 0 || error_ == SSL_ERROR_SYSCALL || error_ == SSL_ERROR_ZERO_RETURN ||
        (of_tls && reason == SSL_R_UNEXPECTED_EOF_WHILE_READING))
      return ended(TlsEnd::no_answer, "it closed the connection");
    return ended(TlsEnd::nonsense, text);
  }

  TlsAnswer listen() {
    constexpr std::size_t longest = 65536;
    std::array<char, 4096> buffer{};
    while (answer_.text.size() < longest &&
           repeat([&] { return SSL_read(ssl_.get(), buffer.data(), static_cast<int>(buffer.size())); }))
      answer_.text.append(buffer.data(), static_cast<std::size_t>(last_));
    if (answer_.text.empty()) return why();
    ERR_clear_error();
    const auto digits =
        std::string_view(answer_.text).substr(std::min<std::size_t>(9, answer_.text.size()), 3);
    const auto [end, bad] = std::from_chars(digits.data(), digits.data() + digits.size(), answer_.status);
    if (!answer_.text.starts_with("HTTP/1.") || bad != std::errc() || end != digits.data() + 3)
      return ended(TlsEnd::nonsense, "what it answers is no HTTP");
    return ended(TlsEnd::answered, "");
  }

  const TlsQuestion& question_;
  SteadyTime deadline_;
  SignElsewhere sign_;
  std::unique_ptr<SSL_CTX, SslDeleter> context_;
  Handle<X509> certificate_;
  Handle<EVP_PKEY> key_;
  OwnedFd fd_;
  std::unique_ptr<SSL, SslDeleter> ssl_;
  TlsAnswer answer_;
  int last_ = 0;
  int error_ = 0;
  bool late_ = false;
  bool unsigned_ = false;
};

}  // namespace

TlsAnswer ask_by_tls(const TlsQuestion& question) {
  const NoSigpipe quiet;
  return Conversation(question).ask();
}

}  // namespace tameshi::openssl
