// What a fake CA says of itself. The defaults say FAKE wherever a name can.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "fake-jlis/registry/status.hpp"

namespace tameshi::jlis::ca {

using jlis::Kind;

// Which line of profile tables: the card of today, a smartphone under the same CAs, the announced next card
// under CAs of its own keys.
enum class Line { card, mobile, next };

// J-LIS has a second hierarchy for its test cards: another organisation, another arc of policies, other keys
// (facts/pki.md §1.3). A relying party of the one must not take the other's.
enum class Arc { production, test };
std::optional<Arc> arc_from(std::string_view word);  // "production", "test"

struct Settings {
  Line line = Line::card;
  Arc arc = Arc::production;

  // Whose key signs new certificates; 0: the newest generation that has begun at the time of issue.
  unsigned issuing_generation = 0;

  // How many times the CAs were re-keyed since the last row of generations.yaml; see as_of().
  unsigned rekeyed_since = 0;

  // For a world that outlives its generations: how many more the CAs will have, each four years after the one
  // before. They issue nothing until they begin.
  unsigned generations_ahead = 0;

  std::string organisation = "FAKE-JPKI";
  std::string unit = "Fake J-LIS of Tameshi, for tests only";
  std::string japanese_organisation = "偽物の公的個人認証サービス";
  std::string japanese_unit = "偽物の機構（テスト専用）";
  std::string cps = "http://fake-jlis.invalid/cps";

  // Empty: the policies of the profile tables, which are those of production (…8.5.1.1.20 and …8.5.1.3.30). A
  // policy names the rules a certificate's shape follows, and software tells the two kinds apart by it; who
  // is who stands in the names, and nobody trusts this key who was not told to. J-LIS's own test cards carry
  // 1.2.392.200149.8.5.1.0.20 for signatures (facts/pki.md §1.3); that of its authentication test cards is
  // not known.
  std::string signature_policy;
  std::string authentication_policy;

  std::string signature_ocsp = "http://ocspsignnorm.fake-jlis.invalid";
  std::string authentication_ocsp = "http://ocspauthnorm.fake-jlis.invalid";

  std::string window = "001A";  // of the municipality's counter: three digits and a letter
};

// The settings with the organisation and the policies of an arc. OURS: all but the signature policy of test.
Settings with_arc(Settings settings, Arc arc);

// The settings with both responders below one base URL: BASE/ocsp/signature and BASE/ocsp/authentication.
Settings with_ocsp_at(Settings settings, std::string_view base_url);

// The settings themselves, or why they cannot be used: O=JPKI and O=JPKI-TEST are never minted (facts/pki.md
// §1.3).
Result<Settings> checked(Settings settings);

}  // namespace tameshi::jlis::ca
