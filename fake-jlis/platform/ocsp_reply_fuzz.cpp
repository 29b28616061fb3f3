// Whatever bytes a responder sends: a state, or a refusal. An answer that is believed says what the honest
// one says, unless the authority itself signed something else.
#include <cstdlib>

#include "fake-jlis/platform/fuzz_world.hpp"

using namespace tameshi;
using namespace tameshi::jlis::platform;

namespace {

const OcspQuestion& question() {
  static const OcspQuestion one{fuzzing::path().certificate, *fuzzing::path().issuer, repeatable_nonces(1)()};
  return one;
}

const Bytes& honest() {
  static const auto one =
      fuzzing::world().jlis.ask_ocsp(jlis::Kind::signature, ocsp_request(question())).value();
  return one;
}

RevocationState state_of_honest() {
  return check_ocsp_reply(honest(), question(), {}, fuzzing::world().clock.now()).value();
}

// ResponseData of the honest answer, from the authority itself in place of a responder of its own.
Bytes data_by_authority() {
  const auto basic = read_ocsp_reply(honest())->basic->to_be_signed;
  der::Reader outermost(basic);
  der::Reader parts(outermost.next("the data").value());
  static_cast<void>(parts.next("the responder").value());
  const auto key = openssl::sha1(question().issuer.key.bits);
  Bytes out = der::context(2, der::octet_string(key));
  while (!parts.at_end()) {
    const auto part = parts.next("a part").value();
    out.insert(out.end(), part.whole.begin(), part.whole.end());
  }
  return der::sequence({out});
}

Bytes signed_again(ByteView data) {
  static const auto honest_data = data_by_authority();
  const auto basic = der::octet_string(fuzzing::edited_and_signed(honest_data, data));
  return der::sequence({der::tlv(der::enumerated_tag, Bytes{0}),
                        der::context(0, der::sequence({der::oid("1.3.6.1.5.5.7.48.1.1"), basic}))});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto expected = state_of_honest();
  const ByteView given(data, size);
  const bool again = fuzzing::is_signed_again(given);
  const auto reply = again ? signed_again(given) : jlis::documents::fuzzing::input(honest(), given);
  const auto state = check_ocsp_reply(reply, question(), {}, fuzzing::world().clock.now());
  if (!state) return 0;
  if (state->revoked && reason_in_words(*state).empty()) std::abort();
  if (!again && (state->revoked || state->as_of != expected.as_of)) std::abort();
  if (again && size == 1 && state->as_of != expected.as_of) std::abort();
  return 0;
}
