// Whatever text arrives: what somebody encrypted, or a refusal in words. An honest text in which something
// was changed never decrypts to anything else; after FE the rest is packed bytes in an honest text, after FD
// the header of one.
#include <cstdlib>

#include "base/openssl_digest.hpp"
#include "base/testing/oaep.hpp"
#include "fake-jlis/documents/fuzz_edits.hpp"
#include "fake-jlis/platform/jwe.hpp"

using namespace tameshi;
using namespace tameshi::jlis::platform;

namespace {

constexpr std::string_view plain = "a certificate";
constexpr std::string_view usual_header = R"({"alg":"RSA-OAEP-256","enc":"A128CBC-HS256"})";
constexpr std::string_view packed_header = R"({"alg":"RSA-OAEP-256","enc":"A128CBC-HS256","zip":"DEF"})";

const openssl::PrivateKey& key() {
  static const auto one = openssl::PrivateKey::generate_rsa(2048);
  return one;
}

std::string base64url(ByteView bytes) {
  auto out = base64(bytes);
  std::replace(out.begin(), out.end(), '+', '-');
  std::replace(out.begin(), out.end(), '/', '_');
  return out.substr(0, out.find('='));
}

// AES_128_CBC_HMAC_SHA_256, RFC 7518 §5.2.3: the first half of the key authenticates, the second encrypts.
std::string encrypted(std::string_view header, ByteView contents) {
  static const Bytes both_keys(32, 7);
  static const Bytes iv(16, 9);
  static const auto wrapped = base64url(testing::oaep_sha256(key(), both_keys));
  const auto keys = ByteView(both_keys);
  Bytes padded(contents.begin(), contents.end());
  const auto more = 16 - padded.size() % 16;
  padded.insert(padded.end(), more, static_cast<std::uint8_t>(more));
  const auto cryptogram = openssl::aes128_cbc_encrypt(keys.subspan(16), iv, padded);
  const auto protected_header = base64url(bytes_of(header));
  Bytes bits(8);
  for (std::size_t i = 0; i < 8; ++i)
    bits[7 - i] = static_cast<std::uint8_t>((8 * protected_header.size()) >> (8 * i));
  const auto whole =
      openssl::hmac_sha256(keys.first(16), concat({bytes_of(protected_header), iv, cryptogram, bits}));
  return protected_header + "." + wrapped + "." + base64url(iv) + "." + base64url(cryptogram) + "." +
         base64url(ByteView(whole).first(16));
}

std::string text_from(ByteView data) {
  static const auto honest = encrypted(usual_header, bytes_of(plain));
  if (!data.empty() && data[0] == 0xFE) return encrypted(packed_header, data.subspan(1));
  if (!data.empty() && data[0] == 0xFD) return encrypted(text_of(data.subspan(1)), bytes_of(plain));
  return std::string(text_of(jlis::documents::fuzzing::input(bytes_of(honest), data)));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const JweKey decrypts(key());
  const ByteView given(data, size);
  const auto found = decrypts.decrypt(text_from(given));
  if (!found && found.error().what.empty()) std::abort();
  if (found && jlis::documents::fuzzing::is_edits(given) && text_of(*found) != plain) std::abort();
  return 0;
}
