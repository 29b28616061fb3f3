// Lies about how the signer is named, and about its certificate.
#include "fake-jlis/ocsp/scene.hpp"

namespace tameshi::jlis::ocsp {
namespace {

ResponderId responder_in(const Words& words, const Scene& scene) {
  const auto& how = word_at(words, 1);
  if (how == "own-name") return ByName{scene.certificate.subject};
  if (how == "issuers-name") return ByName{scene.prepared.signer->name};
  if (how == "others-name") return ByName{responder_name(other_authority(scene))};
  if (how == "empty-name") return ByName{der::sequence({})};
  if (how == "issuers-key") return ByKey{openssl::sha1(scene.prepared.signer->key.public_key_bits())};
  if (how == "strangers-key") return ByKey{openssl::sha1(scene.stranger.public_key_bits())};
  if (how == "key-by-sha256")
    return ByKey{openssl::sha256(scene.prepared.signer->responder_key.public_key_bits())};
  if (how == "whole-key-hashed")
    return ByKey{openssl::sha1(scene.prepared.signer->responder_key.public_key_info())};
  if (how == "empty-key") return ByKey{};
  if (how == "raw") return Raw{bytes_at(words, 2)};
  not_a_word(words);
}

bool responder(Scene& scene, const Words& words) {
  auto& basic = scene.prepared.reply.basic;
  if (basic) basic->data.responder = responder_in(words, scene);
  return basic.has_value();
}

bool change_dates(ResponderCertificate& out, const Words& words, Instant now) {
  const auto& how = words[1];
  if (how == "expired") {
    out.not_before = now - std::chrono::days(400);
    out.not_after = now - std::chrono::days(35);
  } else if (how == "not-yet-valid") {
    out.not_before = now + std::chrono::days(35);
    out.not_after = now + std::chrono::days(400);
  } else if (how == "long-lived") {
    out.not_after = out.not_before + std::chrono::days(3650);
  } else {
    return false;
  }
  return true;
}

bool change_powers(ResponderCertificate& out, const Words& words) {
  const auto& how = words[1];
  if (how == "purpose") {
    out.purposes.assign(words.begin() + 2, words.end());
  } else if (how == "usage") {
    out.key_usage.clear();
    for (std::size_t i = 2; i < words.size(); ++i) out.key_usage.push_back(number_at(words, i));
  } else if (how == "to-be-checked") {
    out.no_check = false;
  } else if (how == "ca") {
    out.is_ca = true;
  } else {
    return false;
  }
  return true;
}

// certificate by WHO: signed by another key under the issuer's name; `certificate self-signed`.
bool change_certifier(Scene& scene, const Words& words) {
  auto& out = scene.certificate;
  if (words[1] == "self-signed") {
    out.issuer = out.subject;
    out.authority_key_identifier = out.subject_key_identifier;
    scene.certifier = scene.prepared.signer->responder_key;
    return true;
  }
  if (words[1] != "by") return false;
  const auto& who = word_at(words, 2);
  if (who == "other-generation") {
    scene.certifier = other_generation(scene).key;
  } else if (who == "other-authority") {
    const auto issuer = other_authority(scene);
    scene.certifier = issuer.key;
    out.issuer = issuer.name;
  } else {
    scene.certifier = scene.stranger;
  }
  if (words.size() < 4) out.authority_key_identifier = openssl::sha1(scene.certifier.public_key_bits());
  return true;
}

bool certificate(Scene& scene, const Words& words) {
  if (!scene.prepared.reply.basic) return false;
  word_at(words, 1);
  if (words[1] == "other-key") {
    scene.certificate.public_key_info = scene.stranger.public_key_info();
  } else if (words[1] == "other-subject") {
    scene.certificate.subject = scene.prepared.signer->name;
  } else if (!change_dates(scene.certificate, words, scene.prepared.now) &&
             !change_powers(scene.certificate, words) && !change_certifier(scene, words)) {
    not_a_word(words);
  }
  scene.certificate_touched = true;
  return true;
}

Bytes strangers_certificate(const Scene& scene) {
  const auto issuer = other_authority(scene);
  return signed_certificate(responder_certificate(issuer, scene.prepared.tick), issuer.key);
}

bool certificates(Scene& scene, const Words& words) {
  auto& basic = scene.prepared.reply.basic;
  if (!basic || !basic->certificates) return false;
  auto& list = *basic->certificates;
  const auto& how = word_at(words, 1);
  if (how == "absent") {
    basic->certificates.reset();
  } else if (how == "none") {
    list.clear();
  } else if (how == "twice") {
    list.push_back(Bytes(list.front()));
  } else if (how == "with-issuer") {
    list.push_back(issuers_certificate(scene));
  } else if (how == "with-stranger") {
    list.push_back(strangers_certificate(scene));
  } else if (how == "stranger-first") {
    list.insert(list.begin(), strangers_certificate(scene));
  } else if (how == "raw") {
    list.assign(1, bytes_at(words, 2));
  } else if (how == "altered") {
    list.front().back() ^= 1;
  } else {
    not_a_word(words);
  }
  return true;
}

}  // namespace

Bytes issuers_certificate(const Scene& scene) {
  const auto& issuer = *scene.prepared.signer;
  if (!issuer.certificate.empty()) return issuer.certificate;
  auto out = responder_certificate(issuer, scene.prepared.tick);
  out.serial = der::integer(1);
  out.subject = issuer.name;
  out.public_key_info = issuer.key.public_key_info();
  out.key_usage = {5, 6};
  out.purposes.clear();
  out.no_check = false;
  out.is_ca = true;
  out.subject_key_identifier = out.authority_key_identifier;
  return signed_certificate(out, issuer.key);
}

std::vector<ValueVerb> responder_verbs() {
  return {{"responder", responder}, {"certificate", certificate}, {"certificates", certificates}};
}

}  // namespace tameshi::jlis::ocsp
