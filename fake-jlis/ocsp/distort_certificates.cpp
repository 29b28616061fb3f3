// Lies about the certificates that were asked about: which ones a reply names, and what it says of them.
#include <algorithm>

#include "fake-jlis/ocsp/oids.hpp"
#include "fake-jlis/ocsp/scene.hpp"

namespace tameshi::jlis::ocsp {
namespace {

// What a CertID is made of; honest at first.
struct Parts {
  Bytes algorithm;
  Bytes name;
  Bytes key;
  Bytes serial;  // INTEGER, DER
};

Bytes algorithm_identifier(std::string_view oid) {
  return der::sequence({der::oid(oid), der::null()});
}

Parts parts_of(const CertId& id) {
  return {algorithm_identifier(id.hash == Hash::sha256 ? sha256_oid : sha1_oid), id.issuer_name_hash,
          id.issuer_key_hash, der::tlv(der::integer_tag, id.serial)};
}

Bytes encode(const Parts& parts) {
  return der::sequence(
      {parts.algorithm, der::octet_string(parts.name), der::octet_string(parts.key), parts.serial});
}

// One bit is another; of nothing, one octet more.
Bytes altered(Bytes octets) {
  if (octets.empty()) octets.push_back(0);
  octets.back() ^= 1;
  return octets;
}

void name_issuer(Parts& parts, const CertId& id, const Issuer& issuer) {
  const IssuerHashes hashes(issuer);
  parts.name = id.hash == Hash::sha256 ? hashes.name_sha256 : hashes.name_sha1;
  parts.key = id.hash == Hash::sha256 ? hashes.key_sha256 : hashes.key_sha1;
}

// The same certificate by the hash that was not asked for.
void rehash(Parts& parts, const CertId& id, const Issuer& issuer) {
  const IssuerHashes hashes(issuer);
  const bool to_sha1 = id.hash == Hash::sha256;
  parts.algorithm = algorithm_identifier(to_sha1 ? sha1_oid : sha256_oid);
  parts.name = to_sha1 ? hashes.name_sha1 : hashes.name_sha256;
  parts.key = to_sha1 ? hashes.key_sha1 : hashes.key_sha256;
}

Bytes cert_id_of(const CertId& id, const Words& words, const Scene& scene) {
  auto parts = parts_of(id);
  const auto& how = word_at(words, 1);
  if (how == "other-serial") {
    parts.serial = der::tlv(der::integer_tag, altered(id.serial));
  } else if (how == "padded-serial") {
    parts.serial = der::tlv(der::integer_tag, concat({Bytes{0, 0}, id.serial}));
  } else if (how == "negative-serial") {
    parts.serial = der::tlv(der::integer_tag, concat({Bytes{0xFF}, id.serial}));
  } else if (how == "empty-serial") {
    parts.serial = der::tlv(der::integer_tag, ByteView{});
  } else if (how == "other-name") {
    parts.name = altered(parts.name);
  } else if (how == "other-key") {
    parts.key = altered(parts.key);
  } else if (how == "swapped-hashes") {
    std::swap(parts.name, parts.key);
  } else if (how == "short-hashes") {
    parts.name.resize(8);
    parts.key.resize(8);
  } else if (how == "other-generation") {
    name_issuer(parts, id, other_generation(scene));
  } else if (how == "other-authority") {
    name_issuer(parts, id, other_authority(scene));
  } else if (how == "other-hash") {
    rehash(parts, id, *scene.prepared.signer);
  } else if (how == "unknown-hash") {
    parts.algorithm = algorithm_identifier("1.2.3.4");
  } else if (how == "no-parameters") {
    parts.algorithm = der::sequence({der::oid(id.hash == Hash::sha256 ? sha256_oid : sha1_oid)});
  } else {
    not_a_word(words);
  }
  return encode(parts);
}

bool cert_id(Scene& scene, const Words& words) {
  auto& basic = scene.prepared.reply.basic;
  if (!basic) return false;
  const auto& asked = scene.prepared.request->certificates;
  for (std::size_t i = 0; i < std::min(asked.size(), basic->data.responses.size()); ++i) {
    basic->data.responses[i].cert_id = cert_id_of(asked[i], words, scene);
  }
  return true;
}

CertStatus status_in(const Words& words, const Scene& scene) {
  const auto& what = word_at(words, 1);
  if (what == "good") return Good{};
  if (what == "unknown") return Unknown{};
  if (what == "raw") return Raw{bytes_at(words, 2)};
  if (what != "revoked") not_a_word(words);
  Revoked out{distorted(scene.prepared.tick, word_at(words, 2)), {}};
  if (words.size() > 3) out.reason = number_at(words, 3);
  return out;
}

// say good | unknown | raw HEX | revoked WHEN [REASON]
bool say(Scene& scene, const Words& words) {
  auto& basic = scene.prepared.reply.basic;
  if (!basic) return false;
  for (auto& single : basic->data.responses) single.status = status_in(words, scene);
  return true;
}

CertStatus contrary(const CertStatus& status, const Scene& scene) {
  if (std::holds_alternative<Good>(status)) return Revoked{scene.prepared.tick, {}};
  return Good{};
}

// The same certificate once more, with the other status.
SingleResponse contradiction(const SingleResponse& single, const Scene& scene) {
  auto out = single;
  out.status = contrary(single.status, scene);
  return out;
}

// Good answers about certificates that nobody asked about.
void add_strangers(std::vector<SingleResponse>& list, const Scene& scene, std::size_t count, bool first) {
  const auto& asked = scene.prepared.request->certificates.front();
  const auto model = list.front();
  std::vector<SingleResponse> more;
  more.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    auto parts = parts_of(asked);
    parts.serial = der::integer(900'000'000 + i);
    more.push_back({encode(parts), Good{}, model.this_update, model.next_update, {}});
  }
  list.insert(first ? list.begin() : list.end(), more.begin(), more.end());
}

// own-status: who asks about the responder's certificate hears that it is revoked.
bool own_status(Scene& scene, const Words&) {
  auto& basic = scene.prepared.reply.basic;
  if (!basic) return false;
  const auto& asked = scene.prepared.request->certificates;
  const auto own = responder_certificate(*scene.prepared.signer, scene.prepared.tick).serial;
  bool did = false;
  for (std::size_t i = 0; i < std::min(asked.size(), basic->data.responses.size()); ++i) {
    if (der::tlv(der::integer_tag, asked[i].serial) != own) continue;
    basic->data.responses[i].status = Revoked{scene.prepared.tick, 1};
    did = true;
  }
  return did;
}

bool answers(Scene& scene, const Words& words) {
  auto& basic = scene.prepared.reply.basic;
  if (!basic || basic->data.responses.empty()) return false;
  auto& list = basic->data.responses;
  const auto& how = word_at(words, 1);
  if (how == "none") {
    list.clear();
  } else if (how == "first-missing") {
    list.erase(list.begin());
  } else if (how == "reversed") {
    std::reverse(list.begin(), list.end());
  } else if (how == "twice") {
    list.insert(list.begin(), SingleResponse(list.front()));
  } else if (how == "contradicted-before") {
    list.insert(list.begin(), contradiction(list.front(), scene));
  } else if (how == "contradicted-after") {
    list.push_back(contradiction(list.front(), scene));
  } else if (how == "strangers-before") {
    add_strangers(list, scene, number_at(words, 2), true);
  } else if (how == "strangers-after") {
    add_strangers(list, scene, number_at(words, 2), false);
  } else {
    not_a_word(words);
  }
  return true;
}

}  // namespace

std::vector<ValueVerb> certificate_verbs() {
  return {{"cert-id", cert_id}, {"say", say}, {"answers", answers}, {"own-status", own_status}};
}

}  // namespace tameshi::jlis::ocsp
