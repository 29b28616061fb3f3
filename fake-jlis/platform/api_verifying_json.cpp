// Challenges and verifications.
#include "fake-jlis/platform/api_parts_json.hpp"

namespace tameshi::jlis::platform {
namespace {

http::Outcome give_challenge(Operator& the_operator) {
  const auto challenge = the_operator.challenge();
  return http::Answered{201, {{"nonce", challenge.text}, {"until", to_string(challenge.until)}}};
}

http::Outcome verify(Operator& the_operator, const http::Call& call) {
  const auto submission = submission_in(call.body);
  if (!submission) return tl::unexpected(submission.error());
  const auto verified = the_operator.verify(*submission);
  if (!verified) return http::Answered{200, refused_json(verified.error())};
  Json out{{"result", "accepted"}, {"certificate", certificate_json(*verified)}};
  if (verified->items) out["fourItems"] = items_json(*verified->items);
  return http::Answered{200, std::move(out)};
}

}  // namespace

void add_verifying(Operator& the_operator, Operations& to) {
  to["giveChallenge"] = [&the_operator](const http::Call&) { return give_challenge(the_operator); };
  to["verify"] = [&the_operator](const http::Call& call) { return verify(the_operator, call); };
}

}  // namespace tameshi::jlis::platform
