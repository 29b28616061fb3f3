// Object identifiers of RFC 6960 §4 and of what it uses.
#pragma once

#include <string_view>

namespace tameshi::jlis::ocsp {

inline constexpr std::string_view sha1_oid = "1.3.14.3.2.26";
inline constexpr std::string_view sha256_oid = "2.16.840.1.101.3.4.2.1";

inline constexpr std::string_view basic_oid = "1.3.6.1.5.5.7.48.1.1";           // id-pkix-ocsp-basic
inline constexpr std::string_view nonce_oid = "1.3.6.1.5.5.7.48.1.2";           // id-pkix-ocsp-nonce
inline constexpr std::string_view crl_references_oid = "1.3.6.1.5.5.7.48.1.3";  // id-pkix-ocsp-crl
inline constexpr std::string_view acceptable_oid = "1.3.6.1.5.5.7.48.1.4";      // id-pkix-ocsp-response
inline constexpr std::string_view no_check_oid = "1.3.6.1.5.5.7.48.1.5";        // id-pkix-ocsp-nocheck
inline constexpr std::string_view service_locator_oid =
    "1.3.6.1.5.5.7.48.1.7";  // id-pkix-ocsp-service-locator
inline constexpr std::string_view preferred_algorithms_oid = "1.3.6.1.5.5.7.48.1.8";  // …-pref-sig-algs

inline constexpr std::string_view sha256_with_rsa_oid = "1.2.840.113549.1.1.11";
inline constexpr std::string_view ocsp_signing_oid = "1.3.6.1.5.5.7.3.9";

// Extensions of requests that may be critical: we know them, even where they change nothing.
inline bool is_known_to_requests(std::string_view oid) {
  return oid == nonce_oid || oid == acceptable_oid || oid == service_locator_oid ||
         oid == preferred_algorithms_oid;
}

}  // namespace tameshi::jlis::ocsp
