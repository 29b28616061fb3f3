#include "conformance/subjects/tls_subject.hpp"

#include <fmt/format.h>

#include "base/openssl_certificate.hpp"
#include "conformance/subjects/card_words.hpp"
#include "conformance/subjects/cleaned.hpp"
#include "conformance/subjects/file_bytes.hpp"

namespace tameshi::subjects {
namespace {

using openssl::TlsAnswer;
using openssl::TlsEnd;

bool fits(const OutcomeRule& rule, const TlsAnswer& answer) {
  if (rule.status && (answer.end != TlsEnd::answered || *rule.status != answer.status)) return false;
  if (rule.alert && (answer.end != TlsEnd::alert || !std::regex_search(answer.detail, *rule.alert)))
    return false;
  return true;
}

Reply with_reason(std::string outcome, std::string reason) {
  return {std::move(outcome), {{"reason", std::move(reason)}}, {}};
}

// Servers that take the handshake and refuse afterwards do so by a status: nginx says 400.
Reply by_status(const TlsAnswer& answer) {
  if (answer.status < 200 || answer.status >= 400)
    return with_reason("rejected", fmt::format("status {}", answer.status));
  if (!answer.was_asked) return with_reason("unclear", "the server asked for no certificate");
  return {"accepted", {}, {}};
}

Reply by_itself(const TlsAnswer& answer) {
  switch (answer.end) {
    case TlsEnd::answered:
      return by_status(answer);
    case TlsEnd::alert:
      return with_reason("rejected", "alert: " + answer.detail);
    case TlsEnd::not_trusted:
      return with_reason("refused", "the server is not trusted: " + answer.detail);
    case TlsEnd::no_common_terms:
      return with_reason("refused", "no TLS that both can: " + answer.detail);
    case TlsEnd::nonsense:
      return with_reason("unclear", answer.detail);
    default:
      return with_reason("no-answer", answer.detail);
  }
}

std::string in_words(const TlsAnswer& answer) {
  if (answer.end == TlsEnd::answered) return answer.text;
  return answer.end == TlsEnd::alert ? "alert: " + answer.detail : answer.detail;
}

const Way& way_for(const SubjectFile& file, const Operation& operation) {
  const auto* offered = file.find(operation.name);
  if (offered == nullptr || offered->ways.empty())
    throw Trouble(fmt::format("the subject offers no way to \"{}\"", operation.name), file.path, "");
  return offered->ways.front();
}

}  // namespace

Reply understood(const SubjectFile& file, const Way& way, const TlsAnswer& answer) {
  for (const auto* rules : {&way.outcomes, &file.outcomes}) {
    for (const auto& rule : *rules) {
      if (fits(rule, answer)) return {rule.outcome, rule.details, {}};
    }
  }
  return by_itself(answer);
}

openssl::TlsQuestion TlsSubject::question(const Way& way) {
  openssl::TlsQuestion out;
  const auto address = surroundings_.address();
  const auto colon = address.rfind(':');
  out.host = address.substr(0, colon);
  out.port = address.substr(colon + 1);
  out.trusted = file_.trust.empty() ? surroundings_.server_root : value_or_trouble(text_of_file(file_.trust));
  out.oldest =
      file_.oldest == TlsVersion::tls1_3 ? openssl::TlsProtocol::tls1_3 : openssl::TlsProtocol::tls1_2;
  out.timeout = file_.timeout;
  out.path = way.page;
  out.at = std::chrono::floor<std::chrono::seconds>(surroundings_.clock->now()).time_since_epoch();
  return out;
}

void TlsSubject::write(const Way& way, const TlsAnswer& answer) {
  std::vector<std::string> leaked;
  HttpExchange seen{fmt::format("GET {} by {}", way.page, answer.protocol.empty() ? "TLS" : answer.protocol),
                    answer.was_asked ? "with the card's certificate" : "without a certificate", answer.status,
                    cleaned(in_words(answer), surroundings_.secrets, leaked)};
  surroundings_.journal->write(Actor::subject, std::move(seen));
  tell_leaks(*surroundings_.journal, leaked, "answer of the server");
}

// The PIN is asked for when the server wants a signature, as browsers do.
Reply TlsSubject::log_in(iso7816::Card& card, const Operation& operation, const Way& way) {
  CardReader reader(card);
  const auto& files = *card_files("authentication");
  std::optional<Refusal> refusal;
  const auto note = [&](auto attempt) -> decltype(attempt) {
    if (!attempt) refusal = attempt.error();
    return attempt;
  };
  if (!note(reader.open())) return refused(*refusal);
  auto certificate = note(reader.read_certificate(files.certificate));
  if (!certificate) return refused(*refusal);
  auto asked = question(way);
  if (!openssl::identity_of(*certificate)) return with_reason("refused", "the card holds no certificate");
  asked.key = openssl::TlsClientKey{*std::move(certificate), [&](ByteView input) -> std::optional<Bytes> {
                                      if (!note(reader.verify(files.pin, *operation.find("pin")->secret)))
                                        return std::nullopt;
                                      auto made = note(reader.sign_as_given(files.key, input));
                                      if (!made) return std::nullopt;
                                      return *std::move(made);
                                    }};
  const auto answer = openssl::ask_by_tls(asked);
  if (auto gone = lost(reader)) return *std::move(gone);
  if (refusal) return refused(*refusal);
  write(way, answer);
  return understood(file_, way, answer);
}

Reply TlsSubject::perform(const Operation& operation) {
  auto* card = surroundings_.card();
  if (card == nullptr) return {"no-card", {}, {}};
  card->power_on();
  auto reply = log_in(*card, operation, way_for(file_, operation));
  card->power_off();
  return reply;
}

}  // namespace tameshi::subjects
