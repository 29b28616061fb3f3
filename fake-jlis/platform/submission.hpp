// What is handed in to be verified, and what is known of it when all is well.
#pragma once

#include <optional>
#include <string>

#include "fake-jlis/platform/four_items.hpp"
#include "fake-jlis/platform/path.hpp"
#include "fake-jlis/platform/status.hpp"

namespace tameshi::jlis::platform {

// How document and signature come (facts/pki.md §5.2).
// digest: only the SHA-256 of what is signed is known, in hexadecimal.
enum class Format : std::uint8_t { raw, raw_no_digest_info, cms, cms_detached, xml, pdf, digest };
std::string_view to_string(Format format);  // "raw-no-digest-info"
std::optional<Format> format_from(std::string_view word);

struct Submission {
  Kind kind = Kind::signature;
  Format format = Format::raw;
  Bytes document;     // what is signed; of cms, xml and pdf: with the signature in it
  Bytes signature;    // of raw and cms-detached
  Bytes certificate;  // of raw; the others bring it along
  StatusMethod method = StatusMethod::ocsp;
};

struct Verification {
  Path path;
  RevocationState state;
  StatusMethod method = StatusMethod::ocsp;
  std::optional<FourItems> items;  // of signature certificates
};

// The one person's certificate by whose key everything is signed, or why there is none. Looks at the document
// alone.
Verified<Bytes> signer_of(const Submission& submission);

}  // namespace tameshi::jlis::platform
