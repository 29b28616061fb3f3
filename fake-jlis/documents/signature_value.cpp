#include "fake-jlis/documents/signature_value.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/der_reader.hpp"
#include "base/openssl_verify.hpp"

namespace tameshi::jlis::documents {
namespace {

// RFC 8017 §9.2: EM = 00 01 PS 00 T, with at least eight bytes FF as PS.
constexpr std::size_t least_padding = 8;

std::size_t run_of_ff(ByteView block) {
  const auto body = block.subspan(2);
  return static_cast<std::size_t>(
      std::find_if(body.begin(), body.end(), [](auto byte) { return byte != 0xFF; }) - body.begin());
}

// What stands behind the padding when that is as it should be.
std::optional<ByteView> padded(ByteView block) {
  if (block[0] != 0x00 || block[1] != 0x01) return std::nullopt;
  const auto end = 2 + run_of_ff(block);
  if (end < 2 + least_padding || end == block.size() || block[end] != 0x00) return std::nullopt;
  return block.subspan(end + 1);
}

std::string_view wrong_padding(ByteView block) {
  if (block[1] == 0x02) return "padding-of-encryption";
  const auto run = run_of_ff(block);
  if (2 + run == block.size() || block[2 + run] != 0x00) return "padding-of-other-bytes";
  return "padding-too-short";
}

// DigestInfo ::= SEQUENCE { SEQUENCE { OBJECT IDENTIFIER, NULL }, OCTET STRING }
struct DigestInfo {
  std::string hash;
  std::optional<der::Element> parameters;
  ByteView digest;
  std::size_t size = 0;
};

Result<DigestInfo> digest_info_in(ByteView bytes) {
  DigestInfo out;
  der::Reader outermost(bytes);
  TRY(const auto info, outermost.next(der::sequence_tag, "the DigestInfo"));
  out.size = info.whole.size();
  der::Reader fields(info);
  TRY(const auto algorithm, fields.next(der::sequence_tag, "its algorithm"));
  TRY(const auto digest, fields.next(der::octet_string_tag, "its digest"));
  if (auto end = fields.end("the DigestInfo"); !end) return tl::unexpected(end.error());
  out.digest = digest.contents;
  der::Reader inside(algorithm);
  TRY(const auto oid, inside.next(der::oid_tag, "the hash"));
  TRY(out.hash, der::oid_in(oid));
  if (!inside.at_end()) {
    TRY(out.parameters, inside.next("the parameters"));
  }
  if (auto end = inside.end("its algorithm"); !end) return tl::unexpected(end.error());
  return out;
}

bool is_null(const der::Element& element) {
  return element.tag == der::null_tag && element.contents.empty();
}

// Of what is behind the padding, when the digest that is expected stands in it.
std::string_view wrong_encoding(ByteView data, const Hash& hash, ByteView digest) {
  const bool alone = data.size() >= digest.size() && std::equal(digest.begin(), digest.end(), data.begin());
  if (alone) return data.size() == digest.size() ? "no-digest-info" : "padding-with-garbage-after-hash";
  const auto info = digest_info_in(data);
  if (!info) return "digest-info-not-der";
  if (info->size != data.size()) return "padding-with-garbage-after-hash";
  if (info->hash != hash.oid) return "digest-info-of-another-hash";
  if (!info->parameters) return "digest-info-without-parameters";
  return is_null(*info->parameters) ? "digest-info-not-der" : "digest-info-with-garbage-in-parameters";
}

// Noise, or a signature over something else.
Fault of_another_message(std::optional<ByteView> data, const Hash& hash, Message what) {
  const auto info = data ? digest_info_in(*data) : failure("no DigestInfo");
  if (!info || info->size != data->size()) return fault("signature-mismatch");
  if (info->hash != hash.oid) return fault("digest-info-of-another-hash", name_of_hash(info->hash));
  if (what == Message::content) return fault("digest-mismatch");
  return fault("signature-mismatch", "the key signed something else");
}

Fault diagnosis(ByteView block, const Hash& hash, ByteView message, Message what) {
  const auto digest = hash.of(message);
  const auto data = padded(block);
  const bool is_there = std::search(block.begin(), block.end(), digest.begin(), digest.end()) != block.end();
  if (!is_there || block[0] != 0x00) return of_another_message(data, hash, what);
  return fault(data ? wrong_encoding(*data, hash, digest) : wrong_padding(block));
}

std::optional<Fault> unreadable(ByteView certificate) {
  const auto identity = openssl::identity_of(certificate);
  if (!identity || identity->size != certificate.size()) return fault("certificate-unreadable");
  return std::nullopt;
}

}  // namespace

std::optional<Fault> wrong_with_signature(ByteView certificate, const SignatureAlgorithm& algorithm,
                                          ByteView message, ByteView signature, Message what) {
  if (auto none = unreadable(certificate)) return none;
  if (openssl::verifies(certificate, algorithm.oid, message, signature)) return std::nullopt;
  const auto block = openssl::block_in_signature(certificate, signature);
  if (algorithm.key != openssl::KeyKind::rsa || !block) return fault("signature-mismatch");
  return diagnosis(*block, *algorithm.hash, message, what);
}

std::optional<Fault> wrong_with_bare_signature(ByteView certificate, const Hash& hash, ByteView message,
                                               ByteView signature) {
  if (auto none = unreadable(certificate)) return none;
  const auto block = openssl::block_in_signature(certificate, signature);
  if (!block) return fault("signature-mismatch");
  const auto digest = hash.of(message);
  const auto data = padded(*block);
  if (data && std::equal(data->begin(), data->end(), digest.begin(), digest.end())) return std::nullopt;
  if (data && data->size() == digest.size()) return fault("digest-mismatch");
  auto found = diagnosis(*block, hash, message, Message::content);
  const auto info = data ? digest_info_in(*data) : failure("no DigestInfo");
  if (info && info->size == data->size()) return fault("digest-info-not-expected");
  return found;
}

}  // namespace tameshi::jlis::documents
