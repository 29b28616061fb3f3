// What a lie has in its hands: the honest reply, what was asked, and the keys of everybody.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fake-jlis/ocsp/service.hpp"

namespace tameshi::jlis::ocsp {

// What went out before, for replays.
struct Earlier {
  Bytes nonce;
  Bytes body;
};

// Keys that nobody trusts, one of each kind.
struct Strangers {
  openssl::PrivateKey rsa;
  openssl::PrivateKey p384;

  [[nodiscard]] const openssl::PrivateKey& like(const openssl::PrivateKey& key) const {
    return key.is_rsa() ? rsa : p384;
  }
};

struct Scene {
  Service::Prepared prepared;
  const std::vector<Issuer>& issuers;
  openssl::PrivateKey stranger;  // nobody trusts it; of the signer's kind
  Earlier earlier;
  std::uint64_t seed = 0;

  // The responder's certificate, made anew when a lie has touched it.
  ResponderCertificate certificate;
  openssl::PrivateKey certifier;
  bool certificate_touched = false;

  std::string cannot;  // why a verb changed nothing, where it knows
};

// A verb of lies.yaml and what follows it: "this-update", "-2d".
using Words = std::vector<std::string>;

// Each changes the scene or, when there is nothing to change, gives false. Trouble for words that it does not
// know: they come from our own table.
struct ValueVerb {
  std::string_view word;
  bool (*distort)(Scene&, const Words&);
};
struct BytesVerb {
  std::string_view word;
  bool (*distort)(Bytes&, const Words&, const Scene&);
};
std::vector<ValueVerb> field_verbs();        // of the reply's fields
std::vector<ValueVerb> certificate_verbs();  // of what is said about certificates
std::vector<ValueVerb> signing_verbs();      // of signature and signer
std::vector<ValueVerb> responder_verbs();    // of the signer's name and certificate
std::vector<BytesVerb> bytes_verbs();        // of the encoded reply

// "-2d", "+1h": moved; or one of the ways of writing a GeneralizedTime wrong.
Time distorted(const Time& honest, std::string_view how);

// Another generation of the signer's CA, and the other CA; made up from the stranger's key when there is
// none.
Issuer other_generation(const Scene& scene);
Issuer other_authority(const Scene& scene);

// The CA's own; one as good when it is not at hand.
Bytes issuers_certificate(const Scene& scene);

// What a verb gives that has nothing to change, with the reason.
bool cannot(Scene& scene, std::string why);

[[noreturn]] void not_a_word(const Words& words);
// The word at a place; Trouble when there is none.
const std::string& word_at(const Words& words, std::size_t place);
unsigned number_at(const Words& words, std::size_t place);
Bytes bytes_at(const Words& words, std::size_t place);

}  // namespace tameshi::jlis::ocsp
