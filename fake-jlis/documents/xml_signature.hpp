// XML signatures (XML Signature Syntax and Processing 1.1) as e-Gov and the Ministry of Justice use them:
// RSA-SHA256, SHA-256, X509Certificate in KeyInfo. References and digests by our own short code, so that
// xmlsec stays an independent opinion.
#pragma once

#include "fake-jlis/documents/signature.hpp"
#include "fake-jlis/documents/xml_tree.hpp"

namespace tameshi::jlis::documents {

// The document's own element gets the signature as its last child; URI="" and the enveloped-signature
// transform.
Result<Bytes> make_xml_enveloped(const Signer& signer, ByteView document,
                                 Canonicalisation::Method method = Canonicalisation::Method::exclusive);

// The signature is the whole document, and what is signed an Object in it: XML as it is, other text as text.
Result<Bytes> make_xml_enveloping(const Signer& signer, ByteView document,
                                  Canonicalisation::Method method = Canonicalisation::Method::exclusive);

// Every Signature of the document. Transforms allowed: enveloped-signature, then a canonicalisation.
// References allowed: the document, an element of it. What a signature covers is given as it was hashed: that
// is what the signer saw, whatever else the document holds.
Findings read_xml(ByteView document);

}  // namespace tameshi::jlis::documents
