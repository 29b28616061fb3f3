#include "conformance/cli/serving.hpp"

namespace tameshi::cli {

namespace http = jlis::http;

Serving::Serving(const http::ServerSettings& settings, std::string who)
    : who_(std::move(who)),
      server_(
          settings, [this](const http::Request& request) { return answer(request); },
          [this](const http::Refusal& refusal, const http::Peer& peer) { refused(refusal, peer); }) {}

Serving::Open Serving::open(http::Answer answer, http::Refused refused) {
  answer_ = std::move(answer);
  refused_ = std::move(refused);
  open_ = true;
  return Open(*this);
}

http::Reply Serving::answer(const http::Request& request) const {
  if (!open_) return http::reply_of({503, "starting", who_ + " is not ready yet", true});
  return answer_(request);
}

void Serving::refused(const http::Refusal& refusal, const http::Peer& peer) const {
  if (open_ && refused_) refused_(refusal, peer);
}

}  // namespace tameshi::cli
