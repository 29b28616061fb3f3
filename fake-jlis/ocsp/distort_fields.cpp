// Lies about the reply as a whole: status, type, version, times, nonce, extensions.
#include <algorithm>

#include "fake-jlis/ocsp/oids.hpp"
#include "fake-jlis/ocsp/scene.hpp"

namespace tameshi::jlis::ocsp {
namespace {

// status N: nothing else is said; `status N kept`: the signed part comes along.
bool status(Scene& scene, const Words& words) {
  scene.prepared.reply.status = number_at(words, 1);
  if (words.size() < 3) scene.prepared.reply.basic.reset();
  return true;
}

bool type(Scene& scene, const Words& words) {
  scene.prepared.reply.type = word_at(words, 1);
  return scene.prepared.reply.basic.has_value();
}

bool version(Scene& scene, const Words& words) {
  auto& basic = scene.prepared.reply.basic;
  if (basic) basic->data.version = number_at(words, 1);
  return basic.has_value();
}

// As distorted(); "now+2min" counts from the world's clock instead.
Time moved(const Time& honest, const std::string& how, const Scene& scene) {
  if (!how.starts_with("now")) return distorted(honest, how);
  return distorted(std::chrono::floor<std::chrono::seconds>(scene.prepared.now), how.substr(3));
}

bool produced(Scene& scene, const Words& words) {
  auto& basic = scene.prepared.reply.basic;
  if (basic) basic->data.produced_at = moved(basic->data.produced_at, word_at(words, 1), scene);
  return basic.has_value();
}

bool this_update(Scene& scene, const Words& words) {
  auto& basic = scene.prepared.reply.basic;
  if (!basic) return false;
  for (auto& single : basic->data.responses) {
    single.this_update = moved(single.this_update, word_at(words, 1), scene);
  }
  return true;
}

bool next_update(Scene& scene, const Words& words) {
  auto& basic = scene.prepared.reply.basic;
  if (!basic) return false;
  for (auto& single : basic->data.responses) {
    if (word_at(words, 1) == "absent") {
      single.next_update.reset();
    } else if (single.next_update) {
      single.next_update = distorted(*single.next_update, words[1]);
    }
  }
  return true;
}

bool is_nonce(const Extension& extension) {
  return extension.oid == nonce_oid;
}

Extension nonce_extension(ByteView nonce) {
  return {std::string(nonce_oid), false, der::octet_string(nonce)};
}

Bytes asked_nonce(const Scene& scene) {
  const auto& request = scene.prepared.request;
  return request && request->nonce ? *request->nonce : Bytes{};
}

// The nonce in the reply, made another one.
bool change_nonce(Extension& nonce, const Words& words, const Scene& scene) {
  const auto& how = word_at(words, 1);
  auto octets = asked_nonce(scene);
  if (octets.empty()) return false;
  if (how == "altered") {
    octets.back() ^= 1;
  } else if (how == "zero") {
    std::fill(octets.begin(), octets.end(), std::uint8_t{0});
  } else if (how == "replayed") {
    octets = scene.earlier.nonce;
  } else if (how == "cut") {
    octets.pop_back();
  } else if (how == "longer") {
    octets.push_back(0);
  } else if (how == "of") {
    octets.assign(number_at(words, 2), 0x5A);
  } else if (how == "bare") {
    nonce.value = octets;
    return true;
  } else if (how == "critical") {
    nonce.critical = true;
    return true;
  } else {
    not_a_word(words);
  }
  nonce.value = der::octet_string(octets);
  return true;
}

bool nonce(Scene& scene, const Words& words) {
  auto& basic = scene.prepared.reply.basic;
  if (!basic) return false;
  auto& extensions = basic->data.extensions;
  const auto found = std::find_if(extensions.begin(), extensions.end(), is_nonce);
  const auto& how = word_at(words, 1);
  if (how == "added") {
    if (found != extensions.end()) return false;
    extensions.push_back(nonce_extension(scene.earlier.nonce));
    return true;
  }
  if (found == extensions.end()) return false;
  if (how == "absent") {
    extensions.erase(found);
  } else if (how == "twice") {
    extensions.push_back(nonce_extension(scene.earlier.nonce));
  } else {
    return change_nonce(*found, words, scene);
  }
  return true;
}

// extension response|single OID critical|plain HEX
bool extension(Scene& scene, const Words& words) {
  auto& basic = scene.prepared.reply.basic;
  if (!basic) return false;
  const Extension added{word_at(words, 2), word_at(words, 3) == "critical", bytes_at(words, 4)};
  if (word_at(words, 1) == "response") {
    basic->data.extensions.push_back(added);
    return true;
  }
  for (auto& single : basic->data.responses) single.extensions.push_back(added);
  return true;
}

}  // namespace

std::vector<ValueVerb> field_verbs() {
  return {{"status", status},       {"type", type},
          {"version", version},     {"produced", produced},
          {"nonce", nonce},         {"this-update", this_update},
          {"extension", extension}, {"next-update", next_update}};
}

}  // namespace tameshi::jlis::ocsp
