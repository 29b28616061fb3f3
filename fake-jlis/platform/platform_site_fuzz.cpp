// Nothing that is sent to the operator, and nothing that J-LIS says to it, may crash it or be taken for its
// own fault. The first byte says what the others are.
#include <cstdlib>
#include <optional>
#include <vector>

#include "fake-jlis/documents/fuzz_edits.hpp"
#include "fake-jlis/platform/site.hpp"
#include "fake-jlis/platform/test_world.hpp"

using namespace tameshi;
using namespace tameshi::jlis;

namespace {

// An operator whose J-LIS can be made to say anything in place of what is so.
struct House : platform::testing::World {
  std::optional<Bytes> said;
  HttpFetch truth = http::in_process([this](const http::Request& request) { return site.answer(request); });
  platform::Operator the_operator{
      {{"http://j-lis", Secret(), "platform"}, {}, std::chrono::minutes{10}, bytes_of("s")},
      [this](const HttpRequest& request) { return answer_of_jlis(request); },
      clock,
      platform::repeatable_nonces(1)};
  platform::Site door{the_operator, value_or_trouble(pool.key(0))};

  Result<HttpAnswer> answer_of_jlis(const HttpRequest& request) const {
    auto out = truth(request);
    if (said && out) out->body = text_of(documents::fuzzing::input(bytes_of(out->body), *said));
    return out;
  }
};

House& house() {
  static House one;
  return one;
}

http::Request request(std::string method, std::string target, std::string body = {}) {
  http::Request out;
  out.method = std::move(method);
  out.target = std::move(target);
  out.body = std::move(body);
  return out;
}

// A text that hanako signs, as JSON.
std::string signed_body(std::string_view member, std::string_view text, std::string_view more = {}) {
  const auto certificate = house().certificate_of(Kind::signature);
  const auto signature = house().key_of(certificate).sign_sha256(bytes_of(text));
  return fmt::format(R"({{{}"{}": "{}", "signature": "{}", "certificate": "{}"}})", more, member,
                     base64(bytes_of(text)), base64(signature), base64(certificate.der));
}

std::string customers(std::string_view rest = {}) {
  static const auto handle = [] {
    platform::Submission submission;
    const auto certificate = house().certificate_of(Kind::signature);
    submission.document = bytes_of("an account");
    submission.signature = house().key_of(certificate).sign_sha256(submission.document);
    submission.certificate = certificate.der;
    return house().the_operator.take_on("bank", submission)->handle;
  }();
  return fmt::format("/platform/v1/customers/{}{}", handle, rest);
}

// Whatever J-LIS says: these are all that makes the operator ask.
const std::vector<http::Request>& questions() {
  static const std::vector<http::Request> all{
      request("POST", "/platform/v1/verifications", signed_body("document", "a text")),
      request("POST", "/platform/v1/verifications",
              signed_body("document", "a text", R"("revocation": "crl", )")),
      request("POST", "/platform/v1/customers", signed_body("document", "a text")),
      request("GET", "/platform/v1/revocations"),
      request("GET", "/platform/v1/withdrawals"),
      request("POST", "/platform/v1/consents",
              signed_body("application", text_of(house().consent().text), R"("service": "account", )")),
      request("POST", "/platform/v1/consents/1/withdrawal", signed_body("application", "a text")),
      request("POST", customers("/latest-info"), R"({"service": "account"})")};
  return all;
}

// Whatever body comes.
const std::vector<http::Request>& forms() {
  static const std::vector<http::Request> all{request("POST", "/platform/v1/verifications"),
                                              request("POST", "/platform/v1/customers"),
                                              request("POST", "/platform/v1/sessions"),
                                              request("POST", "/platform/v1/consent-applications"),
                                              request("POST", "/platform/v1/withdrawal-applications"),
                                              request("POST", "/platform/v1/consents"),
                                              request("POST", "/platform/v1/consents/1/withdrawal"),
                                              request("POST", customers("/latest-info")),
                                              request("PUT", customers("/certificate")),
                                              request("POST", "/verify/registration"),
                                              request("POST", "/verify/login"),
                                              request("POST", "/verify/replacement")};
  return all;
}

// Whatever document comes.
std::string submission_of(std::string_view format, ByteView document) {
  return fmt::format(R"({{"format": "{}", "document": "{}"}})", format, base64(document));
}

http::Request request_of(unsigned choice, ByteView rest) {
  if (choice < forms().size()) {
    auto out = forms()[choice];
    out.body = text_of(rest);
    return out;
  }
  choice -= static_cast<unsigned>(forms().size());
  constexpr std::array<std::string_view, 3> formats{"cms", "xml", "pdf"};
  if (choice < formats.size())
    return request("POST", "/platform/v1/verifications", submission_of(formats.at(choice), rest));
  return request("GET", "/platform/v1/" + std::string(text_of(rest)));
}

// The first byte: a question and then what J-LIS says, or a request.
http::Reply reply_to(unsigned choice, ByteView rest) {
  constexpr unsigned asks = 0x80;
  if (choice < asks) return house().door.answer(request_of(choice % 16, rest));
  const auto& question = questions()[choice % questions().size()];
  house().said = copy_of(rest);
  auto out = house().door.answer(question);
  house().said.reset();
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto reply = reply_to(data[0], ByteView(data + 1, size - 1));
  // 503 is the word of mynumbercard-idp's interface for what may be asked again.
  if (reply.status >= 500 && reply.status != 503) std::abort();
  house().site.desk().guests.forget();  // what is kept looks like a leak
  return 0;
}
