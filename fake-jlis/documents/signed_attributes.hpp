// What signed attributes say of the content and the signer (RFC 5652 §11, RFC 5035).
#pragma once

#include "fake-jlis/documents/algorithm.hpp"
#include "fake-jlis/documents/cms.hpp"

namespace tameshi::jlis::documents {

// Whether they are there as they must be and speak of this content and this certificate.
std::optional<Fault> wrong_with_attributes(const SignerDetails& signer, const SignedData& data,
                                           const Hash& hash, ByteView content, ByteView certificate,
                                           const CmsRules& rules);

// signingTime, when it is said and is a time.
std::optional<Instant> signing_time_in(const SignerDetails& signer);

// Whether a content without signed attributes is itself the encoding of some: who takes a signature over
// attributes for one over a content signs that without wanting to.
bool looks_like_attributes(ByteView content);

}  // namespace tameshi::jlis::documents
