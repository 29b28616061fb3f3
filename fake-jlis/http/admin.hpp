// The admin interface: what openapi.yaml describes, done. OURS.
#pragma once

#include <functional>
#include <string>

#include "fake-jlis/http/desk.hpp"

namespace tameshi::jlis::http {

// Trouble when the description and what is done differ.
std::function<Reply(const Request&)> make_admin(Desk& desk);

// For /metrics.
std::string fee_metrics(const Desk& desk);

}  // namespace tameshi::jlis::http
