// What the operations of the platform's interface share: reading submissions, writing decisions.
#pragma once

#include "fake-jlis/http/api_json.hpp"
#include "fake-jlis/platform/operator.hpp"

namespace tameshi::jlis::platform {

using http::Json;
using Operations = std::map<std::string, http::Operation>;

// A file for each subject.
void add_verifying(Operator& the_operator, Operations& to);
void add_customers(Operator& the_operator, Operations& to);
void add_four_info(Operator& the_operator, Operations& to);

std::string relying_party_of(const http::Call& call);

// Base64, or PEM where a certificate is wanted; anything else is refused by the member's name.
tl::expected<Bytes, http::Refusal> bytes_in(const Json& body, std::string_view member);
tl::expected<Submission, http::Refusal> submission_in(const Json& body);

// {result: refused, reason, detail, says, retryable}.
Json refused_json(const Refusal& refusal);
// {kind, carrier, notAfter, revocation, asOf}.
Json certificate_json(const Verification& verification);
Json items_json(const FourItems& items);

}  // namespace tameshi::jlis::platform
