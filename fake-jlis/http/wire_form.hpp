// From a reply to the bytes of its head: RFC 9112 §4 and §5.
#pragma once

#include <string>

#include "fake-jlis/http/message.hpp"

namespace tameshi::jlis::http {

// What the Connection field says: nothing where HTTP/1.1's own rule does.
enum class Afterwards { unsaid, close, keep_alive };

// Status line, fields and the empty line.
void write_head(std::string& to, const Reply& reply, Afterwards afterwards);

// The body as one chunk and the last one (RFC 9112 §7.1), for replies that say they are chunked.
std::string as_chunks(std::string_view body);

}  // namespace tameshi::jlis::http
