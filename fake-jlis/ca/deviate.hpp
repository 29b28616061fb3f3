// Issuing a certificate that deviates. The same scene and row give the same bytes (ECDSA apart).
#pragma once

#include "fake-jlis/ca/deviation.hpp"
#include "fake-jlis/ca/generations.hpp"

namespace tameshi::jlis::ca {

// What is at hand when a certificate is issued.
struct Scene {
  const AuthoritySet& authorities;
  Settings settings;
  const registry::Persona& persona;
  openssl::PrivateKey key;  // of the holder
  IssueTerms terms;
  Instant now{};  // of who will look at the certificate
  KeyPool& pool;
};

struct Deviant {
  Issued certificate;
  openssl::PrivateKey key;   // of the holder: another one when the deviation says so
  Bytes issuer_certificate;  // of who really signed, when that is no root of the scene; else empty
};

// A Problem when the deviation is not of this kind of certificate, or a key of the pool is none.
Result<Deviant> deviate(const Deviation& deviation, Kind kind, const Scene& scene);

// The ways of signing, the honest one first.
const std::vector<std::string>& signings();

// The names of both AlgorithmIdentifiers that go with a signing; empty: the profile's.
std::string algorithm_of(std::string_view signing);
// The contents of signatureValue, without the octet of unused bits.
Bytes signature_of(std::string_view signing, ByteView tbs, std::string_view algorithm,
                   const openssl::PrivateKey& key);

// One step upon the fields; `with` fills templates in. Steps upon the encoding change nothing here.
void apply(const Change& change, CertificateFields& fields, const FillIn& with, Instant now);

// One step upon the encoding, of those before or after the signature.
void apply(const Reencode& step, Element& certificate);

}  // namespace tameshi::jlis::ca
