// The site as a client meets it, without sockets: for tests, and for whoever plays many years in a minute.
#pragma once

#include "base/http_client.hpp"
#include "fake-jlis/http/message.hpp"

namespace tameshi::jlis::http {

// Whatever host the URL names, `answer` is asked. Faults on the wire that need a socket (resets, silence)
// give no answer.
HttpFetch in_process(std::function<Reply(const Request&)> answer);

}  // namespace tameshi::jlis::http
