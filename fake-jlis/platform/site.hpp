// The operator's whole house without its sockets: its own interface, that of mynumbercard-idp, and a word
// that it lives.
#pragma once

#include "fake-jlis/platform/api.hpp"
#include "fake-jlis/platform/idp_api.hpp"

namespace tameshi::jlis::platform {

class Site {
 public:
  // `key` decrypts the certificates of mynumbercard-idp's interface.
  Site(Operator& the_operator, openssl::PrivateKey key)
      : operator_(the_operator),
        api_(make_api(the_operator)),
        idp_(make_idp_api(the_operator, JweKey(std::move(key)))) {}

  // Used from many threads.
  http::Reply answer(const http::Request& request) const;

 private:
  Operator& operator_;
  std::function<http::Reply(const http::Request&)> api_;
  std::function<std::optional<http::Reply>(const http::Request&)> idp_;
};

}  // namespace tameshi::jlis::platform
