// Faults on the wire: what a reply becomes between being made and leaving. The words are wire.yaml.
#pragma once

#include "fake-jlis/http/message.hpp"
#include "fake-jlis/registry/lie.hpp"

namespace tameshi::jlis::http {

// The endpoints whose replies a fault can strike.
inline const std::vector<std::string> wire_endpoints{"ocsp", "crl", "ca", "four-info"};

const LieList& wire_faults();

// The honest reply, distorted. `request` tells where a redirection leads.
void strike(const Lie& fault, const Request& request, Reply& reply);

}  // namespace tameshi::jlis::http
