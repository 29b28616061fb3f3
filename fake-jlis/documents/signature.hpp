// What signs, and what is found of signatures in a document.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "fake-jlis/documents/fault.hpp"

namespace tameshi::jlis::documents {

enum class Format : std::uint8_t {
  raw,                 // the signature alone; RSA: PKCS#1 v1.5 around a DigestInfo
  raw_no_digest_info,  // the same around the bare hash: the trap of facts/pki.md §5.2
  cms_attached,
  cms_detached,
  xml_enveloped,
  xml_enveloping,
  xml_beside,  // what is signed stands beside the signature in one document; only found, not made
  pdf,
};

// "raw", "raw-no-digest-info", "cms-attached", …
std::string_view to_string(Format format);
// Those that can be made, too.
std::optional<Format> format_from(std::string_view word);
std::vector<std::string> formats_that_are_made();

// What a signing function signs with: sha256WithRSAEncryption today, ecdsa-with-SHA384 on the announced card.
enum class SignsWith : std::uint8_t { rsa_sha256, ecdsa_sha384 };

struct Signer {
  Bytes certificate;         // DER
  std::vector<Bytes> chain;  // what goes along
  // The message as a whole; the signature as the certificate's own would be (ECDSA: ECDSA-Sig-Value).
  std::function<Result<Bytes>(ByteView message)> sign;
  SignsWith with = SignsWith::rsa_sha256;
};

// Something that a signature covers.
struct Covered {
  std::string says{};        // "the content", "the element Application", "bytes 0 to 4711 of 5000"
  bool whole = false;        // all there is but the signature itself
  Bytes content{};           // the octets that were hashed; empty for a PDF
  std::size_t revision = 0;  // PDF: the signer saw so many bytes of the file, from its beginning

  bool operator==(const Covered&) const = default;
};

struct FoundSignature {
  Format format = Format::raw;
  std::string name{};                  // PDF: of the field; XML: the Id
  std::optional<Bytes> certificate{};  // the signer's
  std::vector<Bytes> others{};         // what else came along
  std::string hash{};                  // "sha256"; an identifier when it is unknown
  std::string algorithm{};             // "sha256WithRSAEncryption"
  std::optional<Instant> signed_at{};  // as the signer says
  std::string signed_by{};             // PDF: /Name, as the signer says
  std::vector<Covered> covers{};
  std::optional<Fault> fault{};  // nothing: intact

  bool operator==(const FoundSignature&) const = default;
};

// Of one document: every signature in it, in the order of the file. `fault` is the document's as a whole.
struct Findings {
  std::vector<FoundSignature> signatures;
  std::optional<Fault> fault;

  // No fault anywhere, and at least one signature. Says nothing about certificates.
  [[nodiscard]] bool intact() const;
};

inline Findings findings_of(Fault fault) {
  return {{}, std::move(fault)};
}

// OURS: bounds of what is read.
inline constexpr std::size_t largest_file = 16UL * 1024 * 1024;
inline constexpr std::size_t most_signatures = 16;
inline constexpr std::size_t most_certificates = 32;

}  // namespace tameshi::jlis::documents
