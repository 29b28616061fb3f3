// What data mean: the contents of files, data objects and signatures as trees.
#pragma once

#include <optional>
#include <vector>

#include "simulator/trace/exchange.hpp"
#include "simulator/trace/tag_table.hpp"

namespace tameshi::trace {

// How many bytes the file's contents have, judged from their beginning; nothing when that does not tell yet.
std::optional<std::size_t> whole_size(const FileRow* file, ByteView beginning);

// The tree of a file read whole. A file without a row is a certificate or objects if it looks like that.
std::vector<Node> contents_of(const FileRow* file, ByteView contents, const Options& options);

// The answer to GET DATA.
std::vector<Node> object_of(const TagRow& row, ByteView value, const Options& options);

// Objects of any kind (an FCI, a DigestInfo); nothing when they are none.
std::vector<Node> objects_in(ByteView bytes, const Options& options);

// What a client gives the card to sign: a DigestInfo, or bytes.
std::vector<Node> to_be_signed(ByteView data, const Options& options);

}  // namespace tameshi::trace
