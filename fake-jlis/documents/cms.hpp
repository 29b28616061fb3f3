// CMS (RFC 5652): SignedData with its content or apart from it.
#pragma once

#include <optional>
#include <span>

#include "fake-jlis/documents/signature.hpp"
#include "fake-jlis/documents/signed_data.hpp"

namespace tameshi::jlis::documents {

enum class Content : std::uint8_t { attached, detached };

// One or more signers, each with its certificate, its chain and the signed attributes contentType,
// messageDigest and signingTime.
Result<Bytes> make_cms(std::span<const Signer> signers, ByteView content, Content where, Instant at);

// The same in steps, for who wants to change something between them. The certificate must be readable, since
// a signer is named by it.
Result<SignerDetails> draft_signer(const Signer& signer, ByteView content, Instant at);
Result<void> sign_draft(SignerDetails& draft, const Signer& signer, ByteView content);

// What PDF demands beyond CMS.
struct CmsRules {
  bool padded = false;                // zeros may follow
  bool needs_attributes = false;      // ISO 32000-1 §12.8.3.3.1, facts/pki.md §5.2
  bool needs_certificate_id = false;  // ETSI EN 319 142-1 §5.3: signing-certificate-v2
};

// DER, or BER around what is signed. `content` is what is signed when it is detached; when it comes both
// ways, both must be the same.
Findings read_cms(ByteView cms, std::optional<ByteView> content = {}, const CmsRules& rules = {});

}  // namespace tameshi::jlis::documents
