// The lists of addresses: which revocation lists and which CA certificates there are, as JSON.
#pragma once

#include <string>

#include "fake-jlis/http/desk.hpp"

namespace tameshi::jlis::http {

std::string crl_index(const Desk& desk);
std::string ca_index(const Desk& desk);

}  // namespace tameshi::jlis::http
