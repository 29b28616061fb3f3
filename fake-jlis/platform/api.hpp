// The platform operator's own interface: what platform.yaml describes, done. OURS.
#pragma once

#include <functional>
#include <string_view>

#include "fake-jlis/http/message.hpp"
#include "fake-jlis/platform/operator.hpp"

namespace tameshi::jlis::platform {

// Which relying party asks; OURS: operators know their customers by contract. "bank" where nothing is said.
inline constexpr std::string_view relying_party_field = "X-Fake-Relying-Party";
inline constexpr std::string_view usual_relying_party = "bank";

// Trouble when the description and what is done differ.
std::function<http::Reply(const http::Request&)> make_api(Operator& the_operator);

}  // namespace tameshi::jlis::platform
