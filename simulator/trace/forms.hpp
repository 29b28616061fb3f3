// Values of one form in words.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "simulator/trace/exchange.hpp"
#include "simulator/trace/tag_table.hpp"

namespace tameshi::trace {

inline constexpr std::size_t key_id_size = 16;

// Of a tag's value; empty for forms that are shown by what is inside.
std::string value_in_words(Form form, ByteView value, const Options& options);

// 16 bytes: 7 digits, 08 05, 3 digits, 4 of filling (facts/card.md §3.2).
std::string key_id_in_words(ByteView value);

// "SHA-256" for the contents of its object identifier.
std::string digest_name(ByteView oid);

// Files whose size is not told by a TLV header.
std::optional<std::size_t> fixed_size(Contents contents);

// EF 0006 of the JPKI application, as far as it has been read (facts/card.md §3.1).
std::vector<Node> token_information(ByteView contents, const Options& options);

// EF 0008 of the JPKI application.
std::vector<Node> presence(ByteView contents);

// Record 1 of the common application: 01 1C and 28 characters (facts/card.md §3.4).
std::vector<Node> card_record(ByteView contents, const Options& options);

}  // namespace tameshi::trace
