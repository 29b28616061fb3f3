// Faults on the wire: what a reply becomes between being made and leaving. The words are wire.yaml.
#pragma once

#include "fake-jlis/http/message.hpp"
#include "fake-jlis/registry/lie.hpp"

namespace tameshi::jlis::http {

// Their endpoints are the doors whose replies a fault can strike.
const LieList& wire_faults();

// The honest reply, distorted. `request` tells where a redirection leads.
void strike(const Lie& fault, const Request& request, Reply& reply);

}  // namespace tameshi::jlis::http
