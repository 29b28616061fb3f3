// The honest responder, in OpenSSL's eyes.
#include <algorithm>

#include "base/process.hpp"
#include "base/testing/cases.hpp"
#include "fake-jlis/ocsp/test_world.hpp"

namespace tameshi::jlis::ocsp::testing {
namespace {

using tameshi::testing::text_at;

const Issuer& issuer_from(const std::string& word) {
  const auto slash = word.find('/');
  return world().issuer(*kind_from(word.substr(0, slash)),
                        static_cast<unsigned>(std::stoul(word.substr(slash + 1))));
}

Bytes serial_from(const std::string& word, const Issuer& issuer) {
  if (word == "responder") return der::integer(responder_serial(issuer, usual_now()));
  if (word == "-1") return der::tlv(der::integer_tag, Bytes{0xFF});
  if (word == "36893488147419103232") return der::tlv(der::integer_tag, Bytes{2, 0, 0, 0, 0, 0, 0, 0, 0});
  return der::integer(std::stoull(word));
}

struct Asked {
  Kind endpoint = Kind::signature;
  Bytes request;
  std::string responder;  // "signature/3"
};

Asked asked_in(const yaml::Node& node) {
  Asked out;
  if (!text_at(node, "raw").empty()) {
    out.request = *from_hex(text_at(node, "raw"));
    return out;
  }
  std::vector<Bytes> ids;
  for (const auto& item : node.find("ask")->items) {
    const auto colon = item.text.find(':');
    const auto& issuer = issuer_from(item.text.substr(0, colon));
    if (out.responder.empty()) out.responder = item.text.substr(0, colon);
    ids.push_back(cert_id(issuer, serial_from(item.text.substr(colon + 1), issuer),
                          text_at(node, "hash") == "sha256" ? Hash::sha256 : Hash::sha1));
  }
  const auto nonce = from_hex(text_at(node, "nonce"));
  out.request = request_for(ids, nonce->empty() ? std::nullopt : nonce);
  out.endpoint = issuer_from(out.responder).id.kind;
  if (!text_at(node, "endpoint").empty()) out.endpoint = *kind_from(text_at(node, "endpoint"));
  if (!text_at(node, "responder").empty()) out.responder = text_at(node, "responder");
  return out;
}

// What OpenSSL prints, and whether it trusts the signature under this CA at the world's time.
ProcessResult opinion(const ScratchFolder& folder, const Answered& answered, const std::string& issuer) {
  std::vector<std::string> command{"openssl", "ocsp", "-respin",
                                   folder.write("reply.der", text_of(answered.body)), "-resp_text"};
  if (issuer.empty()) {
    command.emplace_back("-noverify");
  } else {
    const auto ca = folder.write("ca.pem", pem("CERTIFICATE", ca_certificate(issuer_from(issuer))));
    const auto now = std::chrono::duration_cast<std::chrono::seconds>(usual_now().time_since_epoch()).count();
    command.insert(command.end(),
                   {"-CAfile", ca, "-no-CApath", "-no-CAstore", "-attime", std::to_string(now)});
  }
  return value_or_trouble(run({.command = command}));
}

void check_lines(const std::string& text, const yaml::Node& lines) {
  std::size_t from = 0;
  for (const auto& line : lines.items) {
    const auto found = text.find(line.text, from);
    BOOST_TEST((found != std::string::npos), "not there, or not in order: " + line.text + "\n" + text);
    if (found == std::string::npos) return;
    from = found + line.text.size();
  }
}

void check(const yaml::Node& node) {
  const auto now = text_at(node, "now");
  const FrozenClock clock(now.empty() ? usual_now() : at(now));
  Service service(clock, world().issuers, listed);
  auto asked = asked_in(node);
  const auto answered = service.answer(asked.endpoint, asked.request, text_at(node, "registered") != "no");
  const ScratchFolder folder;
  const bool successful = answered->status == ReplyStatus::successful;
  if (successful && asked.endpoint != issuer_from(asked.responder).id.kind) asked.responder = "signature/3";
  const auto seen = opinion(folder, *answered, successful ? asked.responder : "");
  check_lines(seen.output + seen.errors, *node.find("says"));
  const std::string verdict = text_at(node, "trusted") == "no" ? "root ca not trusted" : "Response verify OK";
  if (successful) BOOST_TEST(seen.errors.find(verdict) != std::string::npos, seen.errors);
  const auto never = text_at(node, "never");
  if (!never.empty()) BOOST_TEST(seen.output.find(never) == std::string::npos, seen.output);
  BOOST_TEST(!answered->because.empty());
}

Bytes plain_request(std::uint64_t serial, const std::optional<Bytes>& nonce = {}) {
  return request_for({cert_id(world().issuer(Kind::signature, 3), der::integer(serial))}, nonce);
}

}  // namespace

CASES("ocsp-answer", "answer.cases.yaml", check);

BOOST_AUTO_TEST_SUITE(ocsp_service)

BOOST_AUTO_TEST_CASE(the_same_twice) {
  const FrozenClock clock(usual_now());
  Service first(clock, world().issuers, listed);
  Service second(clock, world().issuers, listed);
  for (const auto& nonce : {std::optional<Bytes>(), std::optional<Bytes>(Bytes(16, 7))}) {
    const auto request = plain_request(good_serial, nonce);
    BOOST_TEST(first.answer(Kind::signature, request)->body == second.answer(Kind::signature, request)->body);
  }
}

BOOST_AUTO_TEST_CASE(a_reply_without_nonce_is_kept_until_the_refresh) {
  FrozenClock clock(usual_now());
  Service service(clock, world().issuers, listed);
  const auto request = plain_request(good_serial);
  const auto first = service.answer(Kind::signature, request);
  BOOST_TEST(service.answer(Kind::signature, request) == first);
  BOOST_TEST(service.answer(Kind::authentication, request) != first);
  BOOST_TEST(service.answer(Kind::signature, request, false) != first);
  clock.set(at("2026-04-01T09:14:59+09:00"));
  BOOST_TEST(service.answer(Kind::signature, request) == first);
  clock.set(at("2026-04-01T09:15:00+09:00"));
  BOOST_TEST(service.answer(Kind::signature, request) != first);
  const auto second = service.answer(Kind::signature, request);
  service.forget();
  BOOST_TEST(service.answer(Kind::signature, request) != second);
}

BOOST_AUTO_TEST_CASE(a_reply_with_nonce_is_never_kept) {
  const FrozenClock clock(usual_now());
  Service service(clock, world().issuers, listed);
  const auto request = plain_request(good_serial, Bytes(16, 7));
  const auto first = service.answer(Kind::signature, request);
  BOOST_TEST(service.answer(Kind::signature, request) != first);
  BOOST_TEST(!first->caching.has_value());
}

BOOST_AUTO_TEST_CASE(a_cache_is_told_until_when) {
  const FrozenClock clock(usual_now());
  Service service(clock, world().issuers, listed);
  const auto answered = service.answer(Kind::signature, plain_request(good_serial));
  const auto headers = caching_headers(*answered->caching, clock.now());
  BOOST_TEST(headers[0].second == "Wed, 01 Apr 2026 00:00:00 GMT");
  BOOST_TEST(headers[1].second == "Wed, 01 Apr 2026 00:15:00 GMT");
  BOOST_TEST(headers[2].second == "\"" + hex(openssl::sha256(answered->body)) + "\"");
  BOOST_TEST(headers[3].second == "max-age=654, public, no-transform, must-revalidate");
}

BOOST_AUTO_TEST_CASE(it_says_who_was_asked_about) {
  const FrozenClock clock(usual_now());
  Service service(clock, world().issuers, listed);
  const auto answered = service.answer(Kind::signature, plain_request(held_serial));
  BOOST_REQUIRE(answered->questions.size() == 1);
  const auto& question = answered->questions[0];
  BOOST_TEST(to_string(*question.authority) == "signature/3");
  BOOST_TEST(question.serial == "0BEBC202");
  BOOST_TEST(question.status == "revoked");
  BOOST_TEST(question.reason == "certificate-hold");
  BOOST_TEST(question.because == "the registry has it revoked since 2026-03-31T12:00:00+09:00");
}

BOOST_AUTO_TEST_CASE(the_responders_certificate_changes_with_the_years) {
  const auto& issuer = world().issuer(Kind::signature, 3);
  const auto early = responder_certificate(issuer, at("2026-04-01T00:00:00Z"));
  const auto late = responder_certificate(issuer, at("2027-04-01T00:00:00Z"));
  BOOST_TEST(early.serial != late.serial);
  BOOST_TEST((early.not_after < at("2027-04-01T00:00:00Z")));
  BOOST_TEST((late.not_before < at("2027-04-01T00:00:00Z")));
  BOOST_TEST((late.not_after > at("2027-04-01T00:00:00Z")));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tameshi::jlis::ocsp::testing
