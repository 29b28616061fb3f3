// PERFORM SECURITY OPERATION: COMPUTE DIGITAL SIGNATURE as this card knows it, 80 2A (facts/card.md §5.1). P1
// says how much of the encoding is the card's work; with 00 the host sends a DigestInfo, the card puts PKCS#1
// v1.5 block type 1 around the bytes as they are and looks no closer. P2 names the key, or is 00 for the
// application's own.
#include "base/der.hpp"
#include "simulator/card/commands/command.hpp"

namespace tameshi::card {
namespace {

constexpr std::uint8_t default_key = 0x00;
constexpr std::size_t pkcs1_overhead = 11;  // RFC 8017 §9.2
constexpr std::size_t salt_length = 32;     // OURS: as long as the hash, RFC 8017 §9.1

enum Form : std::uint8_t {  // P1
  as_sent = 0x00,
  bare_hash_of_data = 0x01,
  digest = 0x02,
  digest_of_data = 0x03,
  pss_digest = 0x04,
  pss_digest_of_data = 0x05,
};

bool card_hashes(std::uint8_t form) {
  return form == bare_hash_of_data || form == digest_of_data || form == pss_digest_of_data;
}

// DigestInfo of SHA-256, RFC 8017 §9.2 note 1.
Bytes digest_info(ByteView hash) {
  const auto algorithm = der::sequence({der::oid("2.16.840.1.101.3.4.2.1"), der::null()});
  return der::sequence({algorithm, der::octet_string(hash)});
}

iso7816::Answer sign_with_rsa(Stage& stage, const File& file, std::uint8_t form, ByteView data) {
  const auto hash = card_hashes(form) ? openssl::sha256(data) : Bytes(data.begin(), data.end());
  const auto give = [&](Rule rule, Bytes signature) {
    stage.scratch = std::move(signature);
    return stage.answer(rule, stage.scratch);
  };
  if (form == as_sent) {
    if (data.size() + pkcs1_overhead > file.key.signature_size()) return stage.answer(Rule::sign_too_long);
    return give(Rule::signed_, file.key.sign_pkcs1_raw(data));
  }
  if (form == bare_hash_of_data) return give(Rule::signed_bare_hash, file.key.sign_pkcs1_raw(hash));
  constexpr std::size_t sha256_length = 32;
  if (hash.size() != sha256_length) return stage.answer(Rule::sign_digest_length);
  if (form == digest || form == digest_of_data) {
    return give(form == digest ? Rule::signed_digest : Rule::signed_hashed,
                file.key.sign_pkcs1_raw(digest_info(hash)));
  }
  return give(Rule::signed_pss, file.key.sign_pss_sha256(hash, stage.challenges.take(salt_length)));
}

// OURS: the forms of P1 that mean something for ECDSA, with SHA-384 in place of SHA-256 (facts/card.md §5.5).
iso7816::Answer sign_with_ecdsa(Stage& stage, const File& file, std::uint8_t form, ByteView data) {
  constexpr std::size_t sha384_length = 48;
  if (form > digest_of_data) return stage.answer(Rule::sign_parameters);
  const auto hash = card_hashes(form) ? openssl::sha384(data) : Bytes(data.begin(), data.end());
  if (form == digest && hash.size() != sha384_length) return stage.answer(Rule::sign_digest_length);
  if (hash.size() > sha384_length) return stage.answer(Rule::sign_too_long);
  stage.scratch = file.key.sign_digest(hash);
  return stage.answer(Rule::signed_ecdsa, stage.scratch);
}

Reference key_for(Stage& stage, std::uint8_t p2) {
  if (p2 != default_key) return resolve(stage, p2, Rule::sign_parameters);
  return {stage.session.application->default_key(), Rule::sign_parameters};
}

}  // namespace

iso7816::Answer perform_security_operation(Stage& stage, const iso7816::CommandApdu& command) {
  if (command.p1 > pss_digest_of_data) return stage.answer(Rule::sign_parameters);
  const auto reference = key_for(stage, command.p2);
  if (reference.file == nullptr) return stage.answer(reference.refusal);
  const auto& file = *reference.file;
  if (file.kind != FileKind::key) return stage.answer(Rule::not_a_key);
  if (file.key_row->use != KeyUse::signature) return stage.answer(Rule::key_not_for_signing);
  if (!stage.session.opens(file)) return stage.answer(Rule::sign_not_authorised);
  if (command.data.empty()) return stage.answer(Rule::sign_length);
  return file.key_row->algorithm == Algorithm::rsa ? sign_with_rsa(stage, file, command.p1, command.data)
                                                   : sign_with_ecdsa(stage, file, command.p1, command.data);
}

}  // namespace tameshi::card
