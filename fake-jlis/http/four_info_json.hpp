// The operations of the four-information door, and what they have in common.
#pragma once

#include "fake-jlis/http/api_json.hpp"
#include "fake-jlis/http/four_info_door.hpp"

namespace tameshi::jlis::http {

using Operations = std::map<std::string, Operation>;

void add_consents(Desk& desk, Operations& to);
void add_latest(Desk& desk, Operations& to);
void add_links(Desk& desk, Operations& to);

Json json_of(const registry::Consent& consent);
Json json_of(const four_info::ListedConsent& listed);
Json json_of(const registry::Withdrawal& withdrawal);

// "card", "mobile".
std::string_view type_of(const registry::Certificate& certificate);
Json named_certificate(const Desk& desk, const registry::Certificate& certificate);

// In lower case, as it is compared; a Problem when either is none.
Result<four_info::AskedSerial> asked_serial(const std::string& key_identifier, const std::string& serial);

// Counts, remembers and says no by a row of the table.
tl::unexpected<Refusal> refused(Desk& desk, Caller& caller, std::string_view operation,
                                const four_info::Refused& why);

// The platform does not ask for that provider; nothing when it may.
std::optional<Refusal> not_for(const Caller& caller, const std::string& provider);

// What was asked, and its answer, for the guest book; of a batch the first ones.
void note_answer(Caller& caller, std::string about, std::string answer);
void remember(Desk& desk, Caller& caller, std::string_view operation, std::string about,
              four_info::Case when);
void aim_at(Caller& caller, const registry::CertificateId& certificate);

}  // namespace tameshi::jlis::http
