// Making a list from the registry: honestly, or with the lies that are armed about it.
#pragma once

#include "fake-jlis/http/desk.hpp"

namespace tameshi::jlis::http {

struct ToldList {
  Body body;
  crl::Publication publication;  // of the honest one
  std::vector<std::string> lies;
};

// The list that was published last. `id` names an authority that there is.
ToldList told_list(Desk& desk, const crl::ListId& id);

}  // namespace tameshi::jlis::http
