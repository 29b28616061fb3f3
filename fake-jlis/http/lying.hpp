// The services that can lie, by name, each with its words and its board.
#pragma once

#include "fake-jlis/http/desk.hpp"

namespace tameshi::jlis::http {

struct Lying {
  const LieList& list;
  LieBoard& board;
};

// "ocsp", "crl", "wire".
Lying lying_of(Desk& desk, std::string_view service);

}  // namespace tameshi::jlis::http
