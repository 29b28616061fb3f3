// Why the service answers as it does: the rows of reasons.yaml.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/yaml_reader.hpp"

namespace tameshi::jlis::four_info {

// By the names of the table, in its order.
enum class Case : std::uint8_t {
  no_such_consent,
  malformed_application,
  unknown_certificate,
  not_a_signature_certificate,
  certificate_not_synced,
  wrong_signature,
  certificate_expired,
  certificate_on_hold,
  certificate_revoked,
  application_from_the_future,
  another_provider,
  service_not_named,
  consent_taken_back,
  consent_term_over,
  another_person,
  another_service,
  older_than_the_consent,
  already_withdrawn,
  already_over,
  unknown_serial,
  authentication_serial,
  serial_not_synced,
  not_consented,
  consent_not_begun,
  consent_withdrawn,
  consent_expired,
  asked_on_hold,
  unchanged,
  newer,
  latest_not_synced,
  latest_revoked_or_on_hold,
  latest_expired,
  not_re_issued,
  linked,
  not_linked,
  link_not_synced,
};
std::string_view to_string(Case one);  // "malformed-application"

struct Reason {
  Case when = Case::malformed_application;
  std::vector<std::string> of;  // the operations: "consent", "withdrawal", "latest-info", "link", "inquiry"
  std::string code;             // "VERIFICATION_FAILED"
  unsigned status = 200;        // of HTTP
  bool retry = false;           // the same may succeed later
  std::string says;
  std::string source;
  std::string ours;  // which part of it no source says
};

// Reads a table; any mistake, a missing row among them, means an empty one.
std::vector<Reason> read_reasons(std::string_view text, const std::string& file, yaml::Problems& problems);

// The built-in table, read once; Trouble when it is wrong.
const std::vector<Reason>& reasons();
const Reason& reason(Case when);

// What it says and where that is known from, for those who want to know why.
std::string because(Case when);

// No, and in which words.
struct Refused {
  Case when = Case::malformed_application;
  std::string details;  // may be empty
};

}  // namespace tameshi::jlis::four_info
