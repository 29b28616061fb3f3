// No stream of bytes may crash the way from a connection to an answer.
#include "fake-jlis/http/request_reader.hpp"
#include "fake-jlis/http/test_world.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tameshi::jlis::http;
  static testing::World world;
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  RequestReader reader{Limits{}};
  while (!reader.refusal()) {
    bytes.remove_prefix(reader.put(bytes));
    const auto request = reader.take();
    if (!request) break;
    static_cast<void>(world.site.answer(*request));
  }
  return 0;
}
