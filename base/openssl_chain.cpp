#include "base/openssl_chain.hpp"

#include <openssl/x509_vfy.h>

#include <memory>

#include "base/openssl.hpp"

namespace tameshi::openssl {
namespace {

struct Free {
  void operator()(X509_STORE* p) const { X509_STORE_free(p); }
  void operator()(X509_STORE_CTX* p) const { X509_STORE_CTX_free(p); }
  void operator()(STACK_OF(X509) * p) const { sk_X509_pop_free(p, X509_free); }
};
template <typename T>
using Owned = std::unique_ptr<T, Free>;

Result<Handle<X509>> certificate_in(ByteView der) {
  const auto* begin = der.data();
  Handle<X509> out(d2i_X509(nullptr, &begin, static_cast<long>(der.size())));
  if (!out) return failure("this is no certificate: " + last_error());
  return out;
}

}  // namespace

Result<void> check_chain(ByteView certificate, std::span<const Bytes> others, std::span<const Bytes> trusted,
                         Instant at) {
  TRY(const auto leaf, certificate_in(certificate));
  const Owned<X509_STORE> store(X509_STORE_new());
  for (const auto& one : trusted) {
    TRY(const auto anchor, certificate_in(one));
    X509_STORE_add_cert(store.get(), anchor.get());
  }
  const Owned<STACK_OF(X509)> between(sk_X509_new_null());
  for (const auto& one : others) {
    TRY(auto helper, certificate_in(one));
    sk_X509_push(between.get(), helper.release());
  }
  const Owned<X509_STORE_CTX> context(X509_STORE_CTX_new());
  if (X509_STORE_CTX_init(context.get(), store.get(), leaf.get(), between.get()) != 1)
    throw Trouble("OpenSSL could not begin a chain: " + last_error(), "", "");
  X509_STORE_CTX_set_time(
      context.get(), 0,
      std::chrono::system_clock::to_time_t(std::chrono::time_point_cast<std::chrono::seconds>(at)));
  X509_VERIFY_PARAM_set_flags(X509_STORE_CTX_get0_param(context.get()), X509_V_FLAG_PARTIAL_CHAIN);
  const auto good = X509_verify_cert(context.get()) == 1;
  const auto why = std::string(X509_verify_cert_error_string(X509_STORE_CTX_get_error(context.get())));
  last_error();  // the queue is nobody else's to find
  if (!good) return failure(why);
  return {};
}

}  // namespace tameshi::openssl
