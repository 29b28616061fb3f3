// Nothing that is signed and sent may crash the four-information door, and no answer of it is our own fault.
// The first byte says what the others are.
#include "fake-jlis/http/test_world.hpp"

using namespace tameshi;
using namespace tameshi::jlis;
using namespace tameshi::jlis::http;

namespace {

testing::World& world() {
  static testing::World one;
  return one;
}

Request post(const std::string& target, const std::string& media, std::string body) {
  Request out;
  out.method = "POST";
  out.target = target;
  out.fields = {{"Content-Type", media}};
  out.body = std::move(body);
  return out;
}

// Any text, with a signature that holds.
std::string signed_body(std::string_view text, std::string_view more) {
  static const auto signer = world().signer("hanako", registry::CarrierKind::card, Kind::signature);
  const auto application = testing::World::signed_by(signer, text);
  return fmt::format(R"({{{}"application": "{}", "signature": "{}", "certificate": "{}"}})", more,
                     base64(application.text), base64(application.signature),
                     base64(application.certificate));
}

// Any bytes in place of the certificate.
std::string certified_body(std::string_view bytes) {
  static const auto application = world().consent();
  return fmt::format(
      R"({{"spId": "bank", "serviceId": "account", "application": "{}", "signature": "AA==", "certificate": "{}"}})",
      base64(application.text), base64(bytes_of(bytes)));
}

Request request_of(unsigned choice, std::string_view rest) {
  static const auto consent = world().give_consent();
  constexpr auto json = "application/json";
  switch (choice % 6) {
    case 0:
      return post("/fake/v1/consents", json,
                  signed_body(rest, R"("spId": "bank", "serviceId": "account", )"));
    case 1:
      return post("/fake/v1/consents/" + consent + "/withdrawal", json, signed_body(rest, ""));
    case 2:
      return post("/fake/v1/consents", json, certified_body(rest));
    case 3:
      return post("/fake/v1/latest-info:batch", "text/csv", std::string(rest));
    case 4:
      return post("/fake/v1/latest-info:batch", json, std::string(rest));
    default:
      return post("/fake/v1/cert-links:resolve", json, std::string(rest));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto reply = world().site.answer(request_of(data[0], text_of({data + 1, size - 1})));
  if (reply.status >= 500) __builtin_trap();
  world().site.desk().guests.forget();  // what is kept looks like a leak, which takes long to be told from
                                        // one
  return 0;
}
