// The interface that the open project mynumbercard-idp publishes for its platform (facts/platform-api.md):
// registration, login, replacement, so that a Keycloak built with it can ask this operator in place of its
// static mock.
#pragma once

#include <functional>

#include "fake-jlis/http/message.hpp"
#include "fake-jlis/platform/jwe.hpp"
#include "fake-jlis/platform/operator.hpp"

namespace tameshi::jlis::platform {

// /verify/registration, /verify/login, /verify/replacement and /key/jwks.json; nothing for other paths.
std::function<std::optional<http::Reply>(const http::Request&)> make_idp_api(Operator& the_operator,
                                                                             JweKey key);

}  // namespace tameshi::jlis::platform
