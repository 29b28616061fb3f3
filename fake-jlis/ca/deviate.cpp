#include "fake-jlis/ca/deviate.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "fake-jlis/ca/key_numbers.hpp"

namespace tameshi::jlis::ca {
namespace {

Kind other(Kind kind) {
  return kind == Kind::signature ? Kind::authentication : Kind::signature;
}

const Authority& issuing(const Scene& scene, Kind kind) {
  return issuing_authority(scene.authorities, kind, scene.settings, scene.terms.issued_at);
}

Result<const Authority*> generation(const Scene& scene, Kind kind, unsigned number) {
  const auto found = scene.authorities.find({kind, number});
  if (found == scene.authorities.end()) return failure(fmt::format("there is no generation {}", number));
  return &found->second;
}

Result<const Authority*> previous(const Scene& scene, Kind kind) {
  const auto* now = &issuing(scene, kind);
  for (const auto& [id, authority] : scene.authorities) {
    if (&authority == now) return generation(scene, kind, id.generation - 1);
  }
  return failure("nobody issues here");
}

Result<Authority> rogue(const Scene& scene, Kind kind) {
  const auto& real = issuing(scene, kind);
  const auto number = key_numbers::rogues.of(kind);
  TRY(auto key, scene.pool.key(number, real.certifies()));
  return Authority(kind, real.settings(), std::move(key), real.certificate().not_before,
                   real.certificate().serial);
}

Result<Authority> of_test_arc(const Scene& scene, Kind kind) {
  const auto settings = with_arc(scene.settings, Arc::test);
  TRY(const auto all, make_generations(settings, scene.pool));
  return issuing_authority(all, kind, settings, scene.terms.issued_at);
}

// Whose certificate it is; for those that are no authority, the one whose profile it has.
Result<Authority> authority_of(Issuer issuer, Kind kind, const Scene& scene) {
  if (issuer == Issuer::rogue) return rogue(scene, kind);
  if (issuer == Issuer::test_arc) return of_test_arc(scene, kind);
  if (issuer == Issuer::previous || issuer == Issuer::expired) {
    TRY(const auto* found, issuer == Issuer::expired ? generation(scene, kind, 1) : previous(scene, kind));
    return *found;
  }
  return issuing(scene, kind);
}

// Who signs, and how the certificate calls him.
struct Signer {
  openssl::PrivateKey key;
  AuthorityIdentity identity;
  Bytes certificate;  // when no anchor vouches for the key
};

Result<Signer> another_holder(const Scene& scene, Kind kind) {
  TRY(auto key, scene.pool.key(key_numbers::another_holder.first, issuing(scene, kind).certifies()));
  TRY(const auto somebody, registry::find_persona("taro"));
  auto terms = scene.terms;
  ++terms.serial;
  const auto& authority = issuing(scene, kind);
  const auto fields = authority.fields(somebody, key, terms);
  auto identity = AuthorityIdentity{key_identifier(key), fields.subject, terms.serial};
  return Signer{std::move(key), std::move(identity), authority.sign(fields).der};
}

Result<Signer> signer_of(Issuer issuer, Kind kind, const Authority& authority, const Scene& scene) {
  if (issuer == Issuer::another_holder) return another_holder(scene, kind);
  const bool strange = issuer == Issuer::rogue || issuer == Issuer::test_arc;
  const auto& own = issuer == Issuer::other_kind ? issuing(scene, other(kind)) : authority;
  return Signer{own.key(), own.identity(), strange ? own.certificate().der : Bytes{}};
}

Result<openssl::PrivateKey> holders_key(HolderKey key, Kind kind, const Scene& scene) {
  const auto number = key_numbers::weak.of(kind);
  if (key == HolderKey::rsa_1024) return scene.pool.key(number, KeyAlgorithm::rsa_1024);
  if (key == HolderKey::rsa_exponent_3) return scene.pool.key(number, KeyAlgorithm::rsa_exponent_3);
  if (key == HolderKey::p384) return scene.pool.key(number, KeyAlgorithm::p384);
  if (key == HolderKey::of_the_authority) return issuing(scene, kind).key();
  return scene.key;
}

// The value that the steps start from.
CertificateFields start_from(const Authority& authority, const Signer& signer, const openssl::PrivateKey& key,
                             const FillIn& with, const Scene& scene) {
  auto out = authority.fields(scene.persona, scene.key, scene.terms);
  out.issuer = signer.identity.name;
  out.public_key_info = key.public_key_info();
  for (auto& extension : out.extensions) {
    if (auto* subject = std::get_if<SubjectKeyIdentifier>(&extension.contents))
      subject->key_identifier = with.subject_key_identifier;
    if (auto* of = std::get_if<AuthorityKeyIdentifier>(&extension.contents)) {
      of->key_identifier = signer.identity.key_identifier;
      of->issuer = signer.identity.name;
      of->serial = signer.identity.serial;
    }
  }
  return out;
}

// AlgorithmIdentifier of RSASSA-PSS with SHA-256, MGF1 with SHA-256 and a salt of 32 bytes (RFC 4055 §3.1).
Bytes pss_identifier() {
  const auto sha256 = der::sequence({der::oid("2.16.840.1.101.3.4.2.1"), der::null()});
  const auto mgf1 = der::sequence({der::oid("1.2.840.113549.1.1.8"), sha256});
  const auto parameters =
      der::sequence({der::context(0, sha256), der::context(1, mgf1), der::context(2, der::integer(32))});
  return der::sequence({der::oid("1.2.840.113549.1.1.10"), parameters});
}

std::size_t place_of_algorithm(const CertificateFields& fields) {
  return fields.version == 1 ? 1 : 2;
}

// The Certificate with an empty signature.
Element unsigned_certificate(const Deviation& deviation, const CertificateFields& fields) {
  auto algorithm =
      deviation.sign == "pss" ? pss_identifier() : algorithm_identifier(fields.signature_algorithm);
  Element out{.tag = der::sequence_tag,
              .contents = {},
              .parts = {},
              .length = LengthForm::shortest,
              .absent = false,
              .inside = {},
              .after = {}};
  out.parts.reserve(3);
  out.parts.push_back(read_element(to_be_signed(fields)));
  out.parts.push_back(read_element(algorithm));
  out.parts.front().parts.at(place_of_algorithm(fields)) = out.parts.back();
  out.parts.push_back(read_element(der::bit_string({})));
  return out;
}

void reencode(const Deviation& deviation, Element& certificate, bool after_signing) {
  for (const auto& change : deviation.changes) {
    const auto* step = std::get_if<Reencode>(&change);
    if (step != nullptr && step->after_signing == after_signing) apply(*step, certificate);
  }
}

Bytes signed_as(const Deviation& deviation, const CertificateFields& fields, const openssl::PrivateKey& key) {
  auto certificate = unsigned_certificate(deviation, fields);
  reencode(deviation, certificate, false);
  const auto signature =
      signature_of(deviation.sign, encode(certificate.parts.front()), fields.signature_algorithm, key);
  append(certificate.parts.back().contents, signature);
  reencode(deviation, certificate, true);
  return encode(certificate);
}

// Who is neither authority nor somebody else signs for himself.
Signer holder_as_signer(const openssl::PrivateKey& key, const Name& subject, const Scene& scene) {
  return {key, {key_identifier(key), subject, scene.terms.serial}, {}};
}

}  // namespace

Result<Deviant> deviate(const Deviation& deviation, Kind kind, const Scene& scene) {
  if (!deviation.applies_to(kind)) {
    return failure(fmt::format("{} is no deviation of {} certificates", deviation.name, to_string(kind)));
  }
  const auto profile = deviation.other_profile ? other(kind) : kind;
  TRY(const auto authority, authority_of(deviation.issuer, profile, scene));
  TRY(auto key, holders_key(deviation.key, kind, scene));
  TRY(auto signer, signer_of(deviation.issuer, profile, authority, scene));
  const auto honest = authority.fields(scene.persona, scene.key, scene.terms);
  if (deviation.issuer == Issuer::holder) signer = holder_as_signer(key, honest.subject, scene);
  auto with = authority.fill_in(scene.persona, key, scene.terms);
  with.authority = signer.identity;
  auto fields = start_from(authority, signer, key, with, scene);
  if (const auto algorithm = algorithm_of(deviation.sign); !algorithm.empty())
    fields.signature_algorithm = algorithm;
  for (const auto& change : deviation.changes) apply(change, fields, with, scene.now);
  if (deviation.signed_by) {
    TRY(const auto whose, authority_of(*deviation.signed_by, profile, scene));
    TRY(signer, signer_of(*deviation.signed_by, profile, whose, scene));
    if (*deviation.signed_by == Issuer::holder) signer.key = key;
  }
  return Deviant{
      {signed_as(deviation, fields, signer.key), fields.serial, fields.not_before, fields.not_after},
      std::move(key),
      std::move(signer.certificate)};
}

}  // namespace tameshi::jlis::ca
