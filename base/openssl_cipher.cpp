// AES-128-CBC over whole blocks.
#include <fmt/format.h>

#include "base/openssl.hpp"

namespace tameshi::openssl {
namespace {

constexpr std::size_t block_length = 16;
enum Direction { decrypting = 0, encrypting = 1 };  // as EVP_CipherInit_ex2 counts

Bytes cbc(Direction direction, ByteView key, ByteView iv, ByteView data) {
  if (key.size() != block_length || iv.size() != block_length || data.size() % block_length != 0) {
    throw Trouble("AES-128-CBC takes a key and a vector of 16 bytes, and whole blocks", "", "");
  }
  const Handle<EVP_CIPHER_CTX> context(EVP_CIPHER_CTX_new());
  Bytes out(data.size());
  int written = 0;
  const int length = static_cast<int>(data.size());
  if (!context ||
      EVP_CipherInit_ex2(context.get(), EVP_aes_128_cbc(), key.data(), iv.data(), direction, nullptr) != 1 ||
      EVP_CIPHER_CTX_set_padding(context.get(), 0) != 1 ||
      EVP_CipherUpdate(context.get(), out.data(), &written, data.data(), length) != 1 || written != length) {
    throw Trouble(fmt::format("OpenSSL could not run AES: {}", last_error()), "", "");
  }
  return out;
}

}  // namespace

Bytes aes128_cbc_encrypt(ByteView key, ByteView iv, ByteView data) {
  return cbc(encrypting, key, iv, data);
}

Bytes aes128_cbc_decrypt(ByteView key, ByteView iv, ByteView data) {
  return cbc(decrypting, key, iv, data);
}

}  // namespace tameshi::openssl
