// A body that is written once and kept for everybody who asks: a short one in memory, a long one in a
// temporary file without a name.
#pragma once

#include <functional>

#include "fake-jlis/crl/write.hpp"
#include "fake-jlis/http/message.hpp"

namespace tameshi::jlis::http {

inline constexpr std::size_t longest_in_memory = 1024UL * 1024;

// `write` says how long it will be, then writes it. Trouble when the disk is full.
Body kept_body(const std::function<void(const crl::Sink&)>& write, std::size_t longest = longest_in_memory);

}  // namespace tameshi::jlis::http
