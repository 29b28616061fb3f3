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

// The municipality's distribution point as the authority's certificates have it: a Name, DER.
Bytes distribution_point(const ca::Authority& authority, const registry::Municipality& municipality);

}  // namespace tameshi::jlis::http
