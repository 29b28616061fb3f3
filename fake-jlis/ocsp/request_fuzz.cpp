// Whatever bytes arrive: a request that is whole, or a refusal with a reason. Read as a path, too.
#include <cstdint>
#include <cstdlib>

#include "fake-jlis/ocsp/request.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tameshi;
  namespace ocsp = jlis::ocsp;
  const ByteView bytes(data, size);
  const auto request = ocsp::parse_request(bytes);
  if (!request && request.error().what.empty()) std::abort();
  if (request && request->certificates.empty()) std::abort();
  if (request && request->nonce && (request->nonce->empty() || request->nonce->size() > 32)) std::abort();
  const auto path = ocsp::from_get_path(text_of(bytes));
  if (path && ocsp::from_get_path(ocsp::get_path(*path)) != path) std::abort();
  return 0;
}
