// What the cases do to SignedData before and after it is signed, by name.
#pragma once

#include <functional>
#include <map>

#include "fake-jlis/documents/algorithm.hpp"
#include "fake-jlis/documents/cms.hpp"
#include "fake-jlis/documents/forged_block.hpp"
#include "fake-jlis/documents/test_world.hpp"

namespace tameshi::jlis::documents::testing {

struct Scene {
  SignedData data;
  std::vector<const Person*> people;

  SignerDetails& first() { return data.signers.front(); }
  Attribute& attribute(std::string_view type) {
    auto& all = *first().attributes;
    return *std::find_if(all.begin(), all.end(), [&](const Attribute& one) { return one.type == type; });
  }
  void drop(std::string_view type) {
    std::erase_if(*first().attributes, [&](const Attribute& one) { return one.type == type; });
  }
  void add(std::string_view type, Bytes value) {
    first().attributes->push_back({std::string(type), {std::move(value)}});
  }
};

// Certificates and drafts of these people over the content, nothing signed yet.
inline Scene scene_of(std::vector<const Person*> people) {
  Scene out;
  out.data.content = content;
  for (const auto* person : people) {
    out.data.certificates.push_back(person->certificate);
    out.data.signers.push_back(*draft_signer(person->signer(), content, signed_at));
  }
  out.people = std::move(people);
  return out;
}

inline void sign(Scene& scene) {
  for (std::size_t i = 0; i < scene.people.size(); ++i) {
    if (!sign_draft(scene.data.signers[i], scene.people[i]->signer(), content))
      throw std::runtime_error("cannot sign");
  }
}

inline void forge(Scene& scene, const std::string& how) {
  auto& signer = scene.first();
  const auto message = signer.attributes ? encode_attributes(*signer.attributes) : content;
  signer.signature = forged_signature(scene.people.front()->key, message, how);
}

inline Bytes ess_certificate(ByteView hash) {
  return der::sequence({der::sequence({der::sequence({der::octet_string(hash)})})});
}

using Change = std::function<void(Scene&)>;

inline std::map<std::string, Change> id_changes() {
  return {
      {"no-certificates", [](Scene& s) { s.data.certificates.clear(); }},
      {"other-certificate", [](Scene& s) { s.data.certificates = {world().taro.certificate}; }},
      {"add-ca", [](Scene& s) { s.data.certificates.push_back(world().ca); }},
      {"certificate-twice", [](Scene& s) { s.data.certificates.push_back(s.data.certificates.front()); }},
      {"other-serial", [](Scene& s) { s.first().id.serial = {0x2A}; }},
      {"other-issuer", [](Scene& s) { s.first().id.issuer = name_of("FAKE CA of somebody else"); }},
      {"key-identifier",
       [](Scene& s) {
         s.first().id = {{}, {}, openssl::sha1(s.people.front()->key.public_key_bits())};
       }},
      {"other-key-identifier",
       [](Scene& s) {
         s.first().id = {{}, {}, Bytes(20, 0x5A)};
       }},
      {"names-taro",
       [](Scene& s) {
         s.data.certificates.push_back(world().taro.certificate);
         s.first().id.serial = {0x03, 0xEA};
       }},
      {"no-signers", [](Scene& s) { s.data.signers.clear(); }},
      {"signer-twice", [](Scene& s) { s.data.signers.push_back(s.first()); }},
      {"seventeen-signers", [](Scene& s) { s.data.signers.resize(17, s.first()); }},
  };
}

inline std::map<std::string, Change> attribute_changes() {
  return {
      {"no-attributes", [](Scene& s) { s.first().attributes.reset(); }},
      {"attributes-as-content",
       [](Scene& s) {
         s.data.content = encode_attributes(*s.first().attributes);
         s.first().attributes.reset();
       }},
      {"drop-message-digest", [](Scene& s) { s.drop(oid::message_digest); }},
      {"drop-content-type", [](Scene& s) { s.drop(oid::content_type); }},
      {"drop-signing-time", [](Scene& s) { s.drop(oid::signing_time); }},
      {"wrong-message-digest",
       [](Scene& s) { s.attribute(oid::message_digest).values = {der::octet_string(Bytes(32, 0x5A))}; }},
      {"short-message-digest",
       [](Scene& s) { s.attribute(oid::message_digest).values = {der::octet_string(Bytes(20, 0x5A))}; }},
      {"odd-message-digest",
       [](Scene& s) { s.attribute(oid::message_digest).values = {der::bit_string(Bytes(32, 0x5A))}; }},
      {"message-digest-twice",
       [](Scene& s) { s.add(oid::message_digest, der::octet_string(openssl::sha256(content))); }},
      {"two-message-digests",
       [](Scene& s) { s.attribute(oid::message_digest).values.push_back(der::octet_string(Bytes(32, 0))); }},
      {"wrong-content-type",
       [](Scene& s) { s.attribute(oid::content_type).values = {der::oid("1.2.840.113549.1.7.3")}; }},
      {"other-type", [](Scene& s) { s.data.content_type = "1.2.840.113549.1.9.16.1.4"; }},
      {"right-content-type",
       [](Scene& s) { s.attribute(oid::content_type).values = {der::oid(s.data.content_type)}; }},
      {"signing-time-twice", [](Scene& s) { s.add(oid::signing_time, der::time(signed_at)); }},
      {"odd-signing-time",
       [](Scene& s) {
         s.attribute(oid::signing_time).values = {der::text(der::utc_time_tag, "261301000000Z")};
       }},
      {"signing-time-in-2050",
       [](Scene& s) {
         s.attribute(oid::signing_time).values = {der::text(der::generalized_time_tag, "20500401000000Z")};
       }},
      {"signing-certificate",
       [](Scene& s) {
         s.add(oid::signing_certificate_v2, ess_certificate(openssl::sha256(world().hanako.certificate)));
       }},
      {"signing-certificate-1",
       [](Scene& s) {
         s.add(oid::signing_certificate, ess_certificate(openssl::sha1(world().hanako.certificate)));
       }},
      {"other-signing-certificate",
       [](Scene& s) {
         s.add(oid::signing_certificate_v2, ess_certificate(openssl::sha256(world().taro.certificate)));
       }},
      {"odd-signing-certificate", [](Scene& s) { s.add(oid::signing_certificate_v2, der::null()); }},
  };
}

inline std::map<std::string, Change> algorithm_changes() {
  return {
      {"hash-sha1", [](Scene& s) { s.first().hash = sha1_oid; }},
      {"hash-md5", [](Scene& s) { s.first().hash = "1.2.840.113549.2.5"; }},
      {"hash-unknown", [](Scene& s) { s.first().hash = "2.16.840.1.101.3.4.2.8"; }},
      {"rsa-encryption", [](Scene& s) { s.first().algorithm = oid::rsa_encryption; }},
      {"algorithm-sha1", [](Scene& s) { s.first().algorithm = "1.2.840.113549.1.1.5"; }},
      {"algorithm-pss", [](Scene& s) { s.first().algorithm = "1.2.840.113549.1.1.10"; }},
      {"algorithm-sha512", [](Scene& s) { s.first().algorithm = "1.2.840.113549.1.1.13"; }},
      {"algorithm-ecdsa", [](Scene& s) { s.first().algorithm = "1.2.840.10045.4.3.2"; }},
      {"detach", [](Scene& s) { s.data.content.reset(); }},
      {"content", [](Scene& s) { s.data.content->back() ^= 1; }},
      {"empty-content", [](Scene& s) { s.data.content = Bytes(); }},
      {"signature", [](Scene& s) { s.first().signature[50] ^= 1; }},
      {"sign", [](Scene& s) { sign(s); }},
  };
}

inline void change(Scene& scene, const std::string& what) {
  if (what.rfind("forge ", 0) == 0) return forge(scene, what.substr(6));
  for (const auto& all : {id_changes(), attribute_changes(), algorithm_changes()}) {
    if (const auto found = all.find(what); found != all.end()) return found->second(scene);
  }
  throw std::runtime_error("nothing is called " + what);
}

}  // namespace tameshi::jlis::documents::testing
