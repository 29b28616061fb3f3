// The four-information door: what four_info.yaml describes, done. OURS (facts/pki.md §4.5).
#pragma once

#include <functional>

#include "fake-jlis/http/caller.hpp"
#include "fake-jlis/http/desk.hpp"

namespace tameshi::jlis::http {

using FourInfoApi = std::function<Reply(const Request&, Caller&)>;

// Trouble when the description and what is done differ.
FourInfoApi make_four_info(Desk& desk);

Served at_four_info(Desk& desk, const FourInfoApi& api, const Request& request);

}  // namespace tameshi::jlis::http
