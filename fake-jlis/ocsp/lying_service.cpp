#include "fake-jlis/ocsp/lying_service.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

#include "base/der_reader.hpp"

namespace tameshi::jlis::ocsp {
namespace {

Words words_in(const std::string& text) {
  std::istringstream in(text);
  Words out;
  for (std::string word; in >> word;) out.push_back(word);
  if (out.empty()) not_a_word({text});
  return out;
}

const std::vector<ValueVerb>& value_verbs() {
  static const auto all = [] {
    auto out = field_verbs();
    for (const auto& more : {certificate_verbs(), signing_verbs(), responder_verbs()}) {
      out.insert(out.end(), more.begin(), more.end());
    }
    return out;
  }();
  return all;
}

template <typename Verb>
const Verb* find_verb(const std::vector<Verb>& verbs, std::string_view word) {
  const auto found =
      std::find_if(verbs.begin(), verbs.end(), [&](const Verb& verb) { return verb.word == word; });
  return found == verbs.end() ? nullptr : &*found;
}

// The value first, then its bytes.
bool distort_value(const LieWord& lie, Scene& scene) {
  bool did = false;
  for (const auto& text : lie.does) {
    const auto words = words_in(text);
    if (const auto* verb = find_verb(value_verbs(), words.front())) did = verb->distort(scene, words) || did;
  }
  auto& basic = scene.prepared.reply.basic;
  if (scene.certificate_touched && basic && basic->certificates && !basic->certificates->empty()) {
    basic->certificates->front() = signed_certificate(scene.certificate, scene.certifier);
  }
  return did;
}

bool distort_bytes(const LieWord& lie, const Scene& scene, Bytes& body) {
  static const auto verbs = bytes_verbs();
  bool did = false;
  for (const auto& text : lie.does) {
    const auto words = words_in(text);
    const auto* verb = find_verb(verbs, words.front());
    if (verb == nullptr && find_verb(value_verbs(), words.front()) == nullptr) not_a_word(words);
    if (verb != nullptr) did = verb->distort(body, words, scene) || did;
  }
  return did;
}

LieTarget target_of(Kind endpoint, const Service::Prepared& prepared) {
  LieTarget out;
  out.endpoint = to_string(endpoint);
  out.authority = prepared.signer != nullptr ? prepared.signer->id : registry::AuthorityId{endpoint};
  // An empty list would be about every certificate; what was not understood is about none.
  out.serials = {0};
  if (!prepared.request) return out;
  for (const auto& id : prepared.request->certificates) {
    if (const auto serial = der::unsigned_in(id.serial)) out.serials.push_back(*serial);
  }
  return out;
}

}  // namespace

const LieList& lies() {
  return lies_of("ocsp");
}

Earlier LyingService::earlier() const {
  const std::lock_guard lock(mutex_);
  // Before anything went out, a nonce that nobody sent.
  return earlier_.nonce.empty() ? Earlier{Bytes(16, 0xEE), {}} : earlier_;
}

void LyingService::remember(const Service::Prepared& prepared, const Bytes& body) {
  if (!prepared.request || !prepared.request->nonce) return;
  const std::lock_guard lock(mutex_);
  earlier_ = {*prepared.request->nonce, body};
}

std::shared_ptr<const Answered> LyingService::distorted_answer(Service::Prepared prepared,
                                                               const std::vector<Lie>& struck) {
  auto out = std::make_shared<Answered>(prepared.answered);
  Scene scene{std::move(prepared), honest_.issuers(), strangers_.rsa, earlier(), 0, {}, {}, false, {}};
  if (const auto* signer = scene.prepared.signer) {
    scene.stranger = strangers_.like(signer->responder_key);
    scene.certificate = responder_certificate(*signer, scene.prepared.tick);
    scene.certifier = signer->key;
  }
  const auto honest = encode(scene.prepared.reply);
  std::set<std::string, std::less<>> did;
  std::map<std::string, std::string, std::less<>> reasons;  // for doing nothing
  // The values of all lies before the bytes of any: encoding comes once, in between.
  for (const auto& lie : struck) {
    scene.seed = lie.seed;
    if (distort_value(*lies().find(lie.name), scene)) did.insert(lie.name);
    reasons.emplace(lie.name, std::exchange(scene.cannot, {}));
  }
  out->body = encode(scene.prepared.reply);
  for (const auto& lie : struck) {
    scene.seed = lie.seed;
    if (distort_bytes(*lies().find(lie.name), scene, out->body)) did.insert(lie.name);
  }
  out->lies.assign(did.begin(), did.end());
  for (const auto& [name, reason] : reasons) {
    if (did.contains(name)) continue;
    out->because += fmt::format("; {} changes nothing: {}", name,
                                reason.empty() ? "this reply has no place for it" : reason);
  }
  remember(scene.prepared, honest);
  return out;
}

std::shared_ptr<const Answered> LyingService::answer(Kind endpoint, ByteView request, bool registered) {
  if (board_.armed().empty()) return honest_.answer(endpoint, request, registered);
  auto prepared = honest_.prepare(endpoint, request, registered);
  auto struck = board_.striking(target_of(endpoint, prepared));
  // The board may hold other rooms' lies too.
  std::erase_if(struck, [](const Lie& lie) { return lies().find(lie.name) == nullptr; });
  if (!struck.empty()) return distorted_answer(std::move(prepared), struck);
  auto out = honest_.answer(endpoint, request, registered);
  remember(prepared, out->body);
  return out;
}

}  // namespace tameshi::jlis::ocsp
