// UTF-8 (RFC 3629), for telling text from other bytes.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace tameshi {

// Where the first byte stands that belongs to no character: over-long forms, surrogates and halves are none.
std::optional<std::size_t> first_malformed_utf8(std::string_view text);

}  // namespace tameshi
