#include <fmt/format.h>

#include "base/json_depth.hpp"
#include "base/openssl_verify.hpp"
#include "base/pem.hpp"
#include "fake-jlis/http/schema_json.hpp"
#include "fake-jlis/platform/idp_api.hpp"

namespace tameshi::jlis::platform {
namespace {

using http::Json;

constexpr std::string_view operator_name = "JPKI";

// What came, as far as it is understood.
struct Asked {
  std::string transaction;
  std::string sender;  // the relying party's contract
  Submission submission;
};

struct Failed {
  unsigned status = 500;
  std::string message;
};

template <typename T>
using Outcome = tl::expected<T, Failed>;

// "2026-04-01 09:00:00.000", in Japan.
std::string stamp(Instant now) {
  const auto text = to_string(std::chrono::floor<std::chrono::seconds>(now));
  const auto milliseconds = (now - std::chrono::floor<std::chrono::seconds>(now)).count();
  return fmt::format("{} {}.{:03}", text.substr(0, 10), text.substr(11, 8), milliseconds);
}

std::string_view phrase_of(unsigned status) {
  return http::reason_phrase(status);
}

// Which status a reason has here (facts/platform-api.md, the table).
unsigned status_of(const Refusal& refusal) {
  if (refusal.reason == "customer-unknown") return 404;
  if (refusal.reason == "customer-registered") return 409;
  if (refusal.reason == "signature-certificate-revoked") return 410;
  return reason_row(refusal.reason).retryable ? 503 : 401;
}

Failed failed(const Refusal& refusal) {
  const auto& row = reason_row(refusal.reason);
  return {status_of(refusal), fmt::format("{}: {}", row.name, row.says)};
}

tl::unexpected<Failed> malformed(std::string message) {
  return tl::unexpected(Failed{400, std::move(message)});
}

Outcome<std::string> text_at(const Json& body, const char* member) {
  const auto found = body.find(member);
  if (found == body.end() || !found->is_string()) return malformed(fmt::format("\"{}\" is missing", member));
  return found->get<std::string>();
}

// DER, PEM, or base64 of DER: apps differ in what they encrypt.
std::optional<Bytes> certificate_in(Bytes plain) {
  const auto text = text_of(plain);
  if (text.find("-----BEGIN") != std::string_view::npos) return from_pem_or_der(std::move(plain));
  if (!plain.empty() && plain.front() == 0x30) return plain;
  return from_base64(text);
}

struct Names {
  const char* certificate;
  const char* text;
  const char* signature;
};

Names names_of(Kind kind) {
  if (kind == Kind::signature) return {"encryptedCertificateForSign", "applicantData", "sign"};
  return {"encryptedCertificateForUser", "nonceData", "nonceSign"};
}

// `ts` is not looked at: a client is known that writes the month where the minute belongs.
Outcome<void> read_info(const Json& body, Asked& out) {
  const auto info = body.find("requestInfo");
  if (info == body.end() || !info->is_object()) return malformed("\"requestInfo\" is missing");
  const auto transaction = text_at(*info, "transactionId");
  const auto recipient = text_at(*info, "recipient");
  const auto sender = text_at(*info, "sender");
  for (const auto* one : {&transaction, &recipient, &sender}) {
    if (!*one) return tl::unexpected(one->error());
  }
  out.transaction = *transaction;
  out.sender = *sender;
  if (*recipient != operator_name) return malformed(fmt::format("\"recipient\" is not {}", operator_name));
  return {};
}

Outcome<void> read_submission(const Json& body, Kind kind, const JweKey& key, Asked& out) {
  const auto names = names_of(kind);
  const auto encrypted = text_at(body, names.certificate);
  const auto text = text_at(body, names.text);
  const auto signature = text_at(body, names.signature);
  for (const auto* one : {&encrypted, &text, &signature}) {
    if (!*one) return tl::unexpected(one->error());
  }
  const auto plain = key.decrypt(*encrypted);
  if (!plain) return malformed(to_string(plain.error()));
  const auto certificate = certificate_in(*plain);
  const auto octets = from_base64(*signature);
  if (!certificate) return malformed("what was encrypted is no certificate");
  if (!octets) return malformed(fmt::format("\"{}\" is no base64", names.signature));
  out.submission.kind = kind;
  out.submission.document = bytes_of(*text);
  out.submission.signature = *octets;
  out.submission.certificate = *certificate;
  return {};
}

// The project's own app signs the nonce and sends its SHA-256 in hexadecimal; others send what they signed.
bool is_digest_of_what_was_signed(const Submission& submission) {
  const auto digest = from_hex(text_of(submission.document));
  constexpr std::size_t size_of_sha256 = 32;
  return digest && digest->size() == size_of_sha256 &&
         openssl::verifies_sha256_digest(submission.certificate, *digest, submission.signature);
}

Outcome<Asked> read_request(const http::Request& request, Kind kind, const JweKey& key, Asked& out) {
  if (nests_too_deep(request.body)) return malformed("the body is nested too deep");
  const auto body = Json::parse(request.body, nullptr, false);
  if (!body.is_object()) return malformed("the body is no JSON object");
  if (const auto info = read_info(body, out); !info) return tl::unexpected(info.error());
  if (const auto read = read_submission(body, kind, key, out); !read) return tl::unexpected(read.error());
  if (is_digest_of_what_was_signed(out.submission)) out.submission.format = Format::digest;
  return out;
}

Outcome<Customer> registration(Operator& the_operator, const Asked& asked) {
  auto customer = the_operator.take_on(asked.sender, asked.submission);
  if (!customer) return tl::unexpected(failed(customer.error()));
  return *std::move(customer);
}

// The signature certificate on file must be good still: its items are told.
Outcome<Customer> login(Operator& the_operator, const Asked& asked) {
  const auto in = the_operator.recognise(asked.sender, asked.submission);
  if (!in) return tl::unexpected(failed(in.error()));
  const auto state = the_operator.status_of(in->customer, StatusMethod::ocsp);
  const bool expired = !state && state.error().reason == "certificate-expired";
  if (!state && !expired) return tl::unexpected(failed(state.error()));
  if (expired || state->revoked) return tl::unexpected(failed({"signature-certificate-revoked", ""}));
  return in->customer;
}

Outcome<Customer> replacement(Operator& the_operator, const Asked& asked) {
  auto customer = the_operator.renew_by_person(asked.sender, asked.submission);
  if (!customer) return tl::unexpected(failed(customer.error()));
  return *std::move(customer);
}

Json answer_for(const Asked& asked, Instant now) {
  return {{"responseInfo",
           {{"transactionId", asked.transaction},
            {"recipient", asked.sender},
            {"sender", operator_name},
            {"ts", stamp(now)}}}};
}

http::Reply reply_of(unsigned status, const Json& body) {
  http::Reply out;
  out.status = status;
  out.content_type = "application/json";
  out.body = body.dump(2, ' ', false, Json::error_handler_t::replace);
  return out;
}

http::Reply answered(const Asked& asked, const Customer& customer, Instant now) {
  auto body = answer_for(asked, now);
  body["status"] = {{"status", "SUCCESS"}};
  body["applicantId"] = fmt::format("FAKE-{}", customer.handle.substr(0, 8));
  body["identityInfo"] = {{"tisUserId", customer.handle},
                          {"name", customer.items.name},
                          {"dateOfBirth", customer.items.birth_date},
                          {"gender", customer.items.sex},
                          {"address", customer.items.address}};
  return reply_of(200, body);
}

http::Reply refused(const Asked& asked, const Failed& failed, Instant now) {
  auto body = answer_for(asked, now);
  body["status"] = {{"status", "FAILED"},
                    {"errorInfo",
                     {{"reason", fmt::format("{} {}", failed.status, phrase_of(failed.status))},
                      {"message", failed.message}}}};
  return reply_of(failed.status, body);
}

struct Row {
  std::string_view path;
  Kind kind;
  Outcome<Customer> (*act)(Operator&, const Asked&);
};
constexpr std::array rows{Row{"/verify/registration", Kind::signature, registration},
                          Row{"/verify/login", Kind::authentication, login},
                          Row{"/verify/replacement", Kind::signature, replacement}};

http::Reply act(const Row& row, Operator& the_operator, const JweKey& key, const http::Request& request) {
  const auto now = the_operator.clock().now();
  Asked asked;
  if (request.method != "POST") return refused(asked, {405, "ask with POST"}, now);
  const auto read = read_request(request, row.kind, key, asked);
  if (!read) return refused(asked, read.error(), now);
  const auto customer = row.act(the_operator, *read);
  return customer ? answered(asked, *customer, now) : refused(asked, customer.error(), now);
}

}  // namespace

std::function<std::optional<http::Reply>(const http::Request&)> make_idp_api(Operator& the_operator,
                                                                             JweKey key) {
  return [&the_operator, key = std::move(key)](const http::Request& request) -> std::optional<http::Reply> {
    if (request.path() == "/key/jwks.json") {
      http::Reply out;
      out.content_type = "application/json";
      out.body = key.public_set();
      return out;
    }
    for (const auto& row : rows) {
      if (row.path == request.path()) return act(row, the_operator, key, request);
    }
    return std::nullopt;
  };
}

}  // namespace tameshi::jlis::platform
