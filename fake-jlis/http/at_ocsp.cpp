// /ocsp/{kind}[/{generation}]: RFC 6960 appendix A over HTTP.
#include <fmt/format.h>

#include <algorithm>

#include "fake-jlis/http/desk.hpp"

namespace tameshi::jlis::http {
namespace {

// What an address below /ocsp says.
struct Address {
  Kind kind = Kind::signature;
  std::optional<unsigned> generation;
  std::string_view request;  // of GET
};

std::string_view take_piece(std::string_view& path) {
  path.remove_prefix(std::min<std::size_t>(1, path.size()));
  const auto piece = path.substr(0, path.find('/'));
  path.remove_prefix(piece.size());
  return piece;
}

bool is_number(std::string_view text) {
  return !text.empty() && text.size() < 4 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// A request in base64 begins with "M" (a SEQUENCE), so that a number is always a generation.
std::optional<Address> address_from(std::string_view path) {
  const auto kind = kind_from(take_piece(path));
  if (!kind) return std::nullopt;
  Address out;
  out.kind = *kind;
  auto rest = path;
  if (const auto piece = take_piece(rest); is_number(piece)) {
    out.generation = static_cast<unsigned>(std::stoul(std::string(piece)));
    path = rest;
  }
  if (path.starts_with('/')) path.remove_prefix(1);
  out.request = path;
  return out;
}

bool has_generation(const Desk& desk, const Address& address) {
  const auto& issuers = desk.ocsp.issuers();
  return !address.generation || std::any_of(issuers.begin(), issuers.end(), [&](const auto& issuer) {
    return issuer.id == registry::AuthorityId{address.kind, *address.generation};
  });
}

// "signature/3 200000002"; serials that no certificate of ours has stay in hexadecimal.
std::string about(const ocsp::Questioned& question) {
  constexpr std::size_t most_digits = 16;
  const auto authority = question.authority ? registry::to_string(*question.authority) : "another issuer";
  if (question.serial.size() > most_digits) return fmt::format("{} 0x{}", authority, question.serial);
  return fmt::format("{} {}", authority, std::stoull("0" + question.serial, nullptr, 16));
}

void remember(Desk& desk, const Address& address, const ocsp::Answered& answered, Served& out) {
  out.because = answered.because;
  out.lies = answered.lies;
  LieTarget target{"ocsp", {address.kind, address.generation.value_or(0)}, {}, {}};
  for (const auto& question : answered.questions) {
    out.answers.push_back({about(question), question.status, question.reason});
    if (question.authority) target.authority = *question.authority;
    target.serials.push_back(std::strtoull(question.serial.c_str(), nullptr, 16));
  }
  out.target = std::move(target);
  if (out.answers.empty()) out.answers.push_back({"", std::string(to_string(answered.status)), ""});
  // Who is refused pays nothing.
  if (answered.status == ocsp::ReplyStatus::successful) {
    desk.ledger.note(desk.clock.now(), fees::Way::ocsp, address.kind, answered.questions.size());
  }
}

// In the mode of signed requests the signer's certificate must be registered and the signature hold (RFC 6960
// §4.1.2).
Admission admitted_by_signature(const AccessRules& rules, ByteView asked) {
  const auto parsed = ocsp::parse_request(asked);
  const auto signer = parsed ? ocsp::signer_of(*parsed) : std::nullopt;
  const auto& known = rules.certificates;
  if (!signer) return {false, "the request is not signed"};
  if (std::find(known.begin(), known.end(), *signer) == known.end()) {
    return {false, "the request's signer is not registered"};
  }
  return {true, "the request's signer is registered"};
}

Admission admitted(const Desk& desk, const Request& request, ByteView asked) {
  const auto rules = desk.access();
  if (rules->mode == AccessMode::signed_request) return admitted_by_signature(*rules, asked);
  return admission_of(*rules, request);
}

Served answer(Desk& desk, const Request& request, const Address& address, ByteView asked) {
  const auto admission = admitted(desk, request, asked);
  const auto answered = desk.responder.answer(address.kind, asked, admission.registered);
  Served out;
  remember(desk, address, *answered, out);
  if (!admission.registered) out.because = admission.because;
  out.reply.content_type = ocsp::media_type_of_replies;
  out.reply.body = Body(answered, text_of(answered->body));
  if (answered->caching && request.method == "GET") {
    for (auto& [name, value] : ocsp::caching_headers(*answered->caching, desk.clock.now())) {
      if (name != "Date") out.reply.fields.push_back({std::move(name), std::move(value)});
    }
  }
  return out;
}

Served by_post(Desk& desk, const Request& request, const Address& address) {
  const auto* type = request.field("Content-Type");
  if (type == nullptr ||
      !same_name(std::string_view(*type).substr(0, type->find(';')), ocsp::media_type_of_requests)) {
    return refuse(
        {415, "media-type", fmt::format("send {} (RFC 6960 A.1)", ocsp::media_type_of_requests), false});
  }
  if (!address.request.empty())
    return refuse(not_found(request.path(), "a POST carries its request in the body"));
  const auto* const begin = reinterpret_cast<const std::uint8_t*>(request.body.data());
  return answer(desk, request, address, {begin, request.body.size()});
}

Served by_get(Desk& desk, const Request& request, const Address& address) {
  if (address.request.empty()) {
    return refuse(
        {400, "no-request", "GET carries the request in base64 behind the path (RFC 6960 A.1)", false});
  }
  const auto asked = ocsp::from_get_path(address.request);
  if (!asked) return refuse({400, "no-request", to_string(asked.error()), false});
  return answer(desk, request, address, *asked);
}

}  // namespace

Served at_ocsp(Desk& desk, const Request& request, std::string_view path) {
  const auto address = address_from(path);
  if (!address || !has_generation(desk, *address)) {
    return refuse(not_found(request.path(), "responders are at /ocsp/signature and /ocsp/authentication"));
  }
  if (request.method == "POST") return by_post(desk, request, *address);
  if (request.method == "GET" || request.method == "HEAD") return by_get(desk, request, *address);
  auto out = refuse({405, "method-not-allowed", "a responder takes GET and POST", false});
  out.reply.fields.push_back({"Allow", "GET, HEAD, POST"});
  return out;
}

}  // namespace tameshi::jlis::http
