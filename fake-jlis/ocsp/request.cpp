#include "fake-jlis/ocsp/request.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/der_reader.hpp"
#include "base/openssl_verify.hpp"
#include "fake-jlis/ocsp/oids.hpp"

namespace tameshi::jlis::ocsp {
namespace {

using der::Element;
using der::Reader;

constexpr std::size_t longest_nonce = 32;

struct ReadExtension {
  std::string oid;
  bool critical = false;
  Element value;  // the OCTET STRING
};

// Extension ::= SEQUENCE { extnID, critical BOOLEAN DEFAULT FALSE, extnValue OCTET STRING }
Result<ReadExtension> read_extension(const Element& element) {
  Reader fields(element);
  ReadExtension out;
  TRY(const auto id, fields.next(der::oid_tag, "the extension's name"));
  TRY(out.oid, der::oid_in(id));
  TRY(const auto critical, fields.next_if(der::boolean_tag, "critical"));
  if (critical) {
    TRY(out.critical, der::boolean_in(*critical));
    if (!out.critical) return failure("critical FALSE is the default and not written in DER (X.690 §11.5)");
  }
  TRY(out.value, fields.next(der::octet_string_tag, "the extension's value"));
  if (auto end = fields.end("the extension"); !end) return tl::unexpected(end.error());
  return out;
}

// [n] EXPLICIT Extensions. Refuses the same name twice (RFC 5280 §4.2) and what is critical and unknown.
Result<std::vector<ReadExtension>> read_extensions(const Element& wrapped) {
  Reader wrapper(wrapped);
  TRY(const auto list, wrapper.next(der::sequence_tag, "the list of extensions"));
  if (auto end = wrapper.end("the list of extensions"); !end) return tl::unexpected(end.error());
  std::vector<ReadExtension> out;
  for (Reader items(list); !items.at_end();) {
    TRY(const auto item, items.next(der::sequence_tag, "an extension"));
    TRY(auto extension, read_extension(item));
    const bool twice = std::any_of(out.begin(), out.end(),
                                   [&](const ReadExtension& other) { return other.oid == extension.oid; });
    if (twice) return failure(fmt::format("the extension {} is there twice", extension.oid));
    if (extension.critical && !is_known_to_requests(extension.oid)) {
      return failure(fmt::format("the extension {} is critical and unknown (RFC 6960 §4.4)", extension.oid));
    }
    out.push_back(std::move(extension));
  }
  if (out.empty()) return failure("a list of extensions without any (RFC 5280 §4.1)");
  return out;
}

// Nonce ::= OCTET STRING (SIZE (1..32)), RFC 8954 §2.1.
Result<Bytes> nonce_in(const Element& value) {
  Reader inside(value);
  TRY(const auto nonce, inside.next(der::octet_string_tag, "the nonce"));
  if (auto end = inside.end("the nonce"); !end) return tl::unexpected(end.error());
  const auto size = nonce.contents.size();
  if (size == 0 || size > longest_nonce) {
    return failure(fmt::format("a nonce of {} octets; it has 1 to 32 (RFC 8954 §2.1)", size));
  }
  return Bytes(nonce.contents.begin(), nonce.contents.end());
}

Bytes copy(ByteView bytes) {
  return {bytes.begin(), bytes.end()};
}

// AlgorithmIdentifier with parameters absent or NULL.
Result<std::string> algorithm_in(const Element& element, bool any_parameters) {
  Reader fields(element);
  TRY(const auto id, fields.next(der::oid_tag, "the algorithm"));
  TRY(auto oid, der::oid_in(id));
  if (fields.at_end()) return oid;
  TRY(const auto parameters, fields.next("the algorithm's parameters"));
  if (!any_parameters && (parameters.tag != der::null_tag || !parameters.contents.empty())) {
    return failure(fmt::format("the hash {} takes no parameters", oid));
  }
  if (auto end = fields.end("the algorithm"); !end) return tl::unexpected(end.error());
  return oid;
}

struct HashRow {
  std::string_view oid;
  Hash hash;
  std::size_t size;
};
constexpr std::array hashes{HashRow{sha1_oid, Hash::sha1, 20}, HashRow{sha256_oid, Hash::sha256, 32}};

Result<CertId> read_cert_id(const Element& element) {
  Reader fields(element);
  CertId out;
  TRY(const auto algorithm, fields.next(der::sequence_tag, "the hash algorithm"));
  TRY(const auto oid, algorithm_in(algorithm, false));
  TRY(const auto name, fields.next(der::octet_string_tag, "the hash of the issuer's name"));
  TRY(const auto key, fields.next(der::octet_string_tag, "the hash of the issuer's key"));
  TRY(const auto serial, fields.next(der::integer_tag, "the serial number"));
  TRY(const auto number, der::integer_in(serial));
  if (auto end = fields.end("the CertID"); !end) return tl::unexpected(end.error());
  const auto* row =
      std::find_if(hashes.begin(), hashes.end(), [&](const HashRow& one) { return one.oid == oid; });
  if (row != hashes.end()) {
    if (name.contents.size() != row->size || key.contents.size() != row->size) {
      return failure("a hash of the wrong length for its algorithm", fmt::format("byte {}", name.offset));
    }
    out.hash = row->hash;
  }
  out.issuer_name_hash = copy(name.contents);
  out.issuer_key_hash = copy(key.contents);
  out.serial = copy(number);
  out.der = copy(element.whole);
  return out;
}

// Request ::= SEQUENCE { reqCert CertID, singleRequestExtensions [0] EXPLICIT Extensions OPTIONAL }
Result<CertId> read_single(const Element& element) {
  Reader fields(element);
  TRY(const auto id, fields.next(der::sequence_tag, "the CertID"));
  TRY(auto out, read_cert_id(id));
  TRY(const auto extensions, fields.next_if(0xA0, "the request's extensions"));
  if (extensions) {
    if (auto read = read_extensions(*extensions); !read) return tl::unexpected(read.error());
  }
  if (auto end = fields.end("the request for one certificate"); !end) return tl::unexpected(end.error());
  return out;
}

Result<std::vector<CertId>> read_list(const Element& list) {
  std::vector<CertId> out;
  for (Reader items(list); !items.at_end();) {
    TRY(const auto item, items.next(der::sequence_tag, "the request for one certificate"));
    TRY(auto single, read_single(item));
    if (out.size() == most_certificates) {
      return failure(fmt::format("more than {} certificates in one request", most_certificates));
    }
    out.push_back(std::move(single));
  }
  if (out.empty()) return failure("a request for no certificate");
  return out;
}

// Version ::= INTEGER { v1(0) } DEFAULT v1: in DER the only one there is is never written.
Result<void> refuse_version(const Element&) {
  return failure("a version is written, but v1 is the default and there is no other (RFC 6960 §4.1.1)");
}

Result<void> read_requestor(const Element& wrapped, OcspRequest& out) {
  Reader inside(wrapped);
  TRY(const auto name, inside.next("the requestor's name"));
  if ((name.tag & 0xC0) != 0x80) return failure("the requestor's name is no GeneralName");
  out.requestor_name = copy(name.whole);
  return inside.end("the requestor's name");
}

Result<void> read_request_extensions(const Element& wrapped, OcspRequest& out) {
  TRY(const auto extensions, read_extensions(wrapped));
  for (const auto& extension : extensions) {
    if (extension.oid != nonce_oid) continue;
    TRY(out.nonce, nonce_in(extension.value));
  }
  return {};
}

// TBSRequest ::= SEQUENCE { version [0] DEFAULT v1, requestorName [1] EXPLICIT GeneralName OPTIONAL,
//   requestList SEQUENCE OF Request, requestExtensions [2] EXPLICIT Extensions OPTIONAL }
Result<OcspRequest> read_signed_part(const Element& element) {
  Reader fields(element);
  OcspRequest out;
  TRY(const auto version, fields.next_if(0xA0, "the version"));
  if (version) return tl::unexpected(refuse_version(*version).error());
  TRY(const auto requestor, fields.next_if(0xA1, "the requestor's name"));
  if (requestor) {
    if (auto read = read_requestor(*requestor, out); !read) return tl::unexpected(read.error());
  }
  TRY(const auto list, fields.next(der::sequence_tag, "the list of requests"));
  TRY(out.certificates, read_list(list));
  TRY(const auto extensions, fields.next_if(0xA2, "the extensions"));
  if (extensions) {
    if (auto read = read_request_extensions(*extensions, out); !read) return tl::unexpected(read.error());
  }
  if (auto end = fields.end("the signed part"); !end) return tl::unexpected(end.error());
  return out;
}

Result<std::vector<Bytes>> read_certificates(const Element& wrapped) {
  Reader wrapper(wrapped);
  TRY(const auto list, wrapper.next(der::sequence_tag, "the list of certificates"));
  if (auto end = wrapper.end("the list of certificates"); !end) return tl::unexpected(end.error());
  std::vector<Bytes> out;
  for (Reader items(list); !items.at_end();) {
    TRY(const auto item, items.next(der::sequence_tag, "a certificate"));
    out.push_back(copy(item.whole));
  }
  return out;
}

// Signature ::= SEQUENCE { signatureAlgorithm, signature BIT STRING,
//   certs [0] EXPLICIT SEQUENCE OF Certificate OPTIONAL }
Result<RequestSignature> read_signature(const Element& wrapped) {
  Reader wrapper(wrapped);
  TRY(const auto sequence, wrapper.next(der::sequence_tag, "the signature"));
  if (auto end = wrapper.end("the signature"); !end) return tl::unexpected(end.error());
  Reader fields(sequence);
  RequestSignature out;
  TRY(const auto algorithm, fields.next(der::sequence_tag, "the signature's algorithm"));
  TRY(out.algorithm, algorithm_in(algorithm, true));
  TRY(const auto bits, fields.next(der::bit_string_tag, "the signature's value"));
  TRY(const auto value, der::octets_of_bits_in(bits));
  out.value = copy(value);
  TRY(const auto certificates, fields.next_if(0xA0, "the certificates"));
  if (certificates) {
    TRY(out.certificates, read_certificates(*certificates));
  }
  if (auto end = fields.end("the signature"); !end) return tl::unexpected(end.error());
  return out;
}

}  // namespace

// OCSPRequest ::= SEQUENCE { tbsRequest, optionalSignature [0] EXPLICIT Signature OPTIONAL }
Result<OcspRequest> parse_request(ByteView bytes) {
  if (bytes.size() > longest_request) {
    return failure(fmt::format("a request of {} bytes; at most {}", bytes.size(), longest_request));
  }
  Reader outermost(bytes);
  TRY(const auto request, outermost.next(der::sequence_tag, "the request"));
  if (auto end = outermost.end("the request"); !end) return tl::unexpected(end.error());
  Reader fields(request);
  TRY(const auto signed_part, fields.next(der::sequence_tag, "the signed part"));
  TRY(auto out, read_signed_part(signed_part));
  TRY(const auto signature, fields.next_if(0xA0, "the signature"));
  if (signature) {
    TRY(out.signature, read_signature(*signature));
    out.signature->signed_part = copy(signed_part.whole);
  }
  if (auto end = fields.end("the request"); !end) return tl::unexpected(end.error());
  return out;
}

std::optional<Bytes> signer_of(const OcspRequest& request) {
  if (!request.signature) return std::nullopt;
  const auto& by = *request.signature;
  const auto found =
      std::find_if(by.certificates.begin(), by.certificates.end(), [&](const Bytes& certificate) {
        return openssl::verifies(certificate, by.algorithm, by.signed_part, by.value);
      });
  if (found == by.certificates.end()) return std::nullopt;
  return *found;
}

}  // namespace tameshi::jlis::ocsp
