#include "fake-jlis/platform/witness.hpp"

namespace tameshi::jlis::platform {
namespace {

thread_local std::vector<Overheard>* ear = nullptr;

}  // namespace

HttpFetch overheard(HttpFetch fetch) {
  return [fetch = std::move(fetch)](const HttpRequest& request) {
    auto answer = fetch(request);
    if (ear != nullptr && answer)
      ear->push_back({request.url, bytes_of(request.body), answer->status, bytes_of(answer->body)});
    return answer;
  };
}

Listening::Listening() {
  ear = &answers_;
}

Listening::~Listening() {
  ear = nullptr;
}

}  // namespace tameshi::jlis::platform
