#include "simulator/card/secure_session.hpp"

#include <algorithm>

#include "base/openssl.hpp"

namespace tameshi::card {
namespace {

constexpr std::size_t block = 16;
constexpr std::uint8_t cryptogram_tag = 0x86;  // ISO/IEC 7816-4 §10.2.2: padding indicator, then cryptogram
constexpr std::uint8_t le_tag = 0x96;
constexpr std::uint8_t iso_padding = 0x01;  // padding indicator: 80 and zeros

struct DataObject {
  std::uint8_t tag;
  ByteView value;
};

// Takes one object with a BER length of up to three bytes off the front.
std::optional<DataObject> take_object(ByteView& rest) {
  if (rest.size() < 2) return std::nullopt;
  std::size_t header = 2;
  std::size_t length = rest[1];
  if (length == 0x81 && rest.size() >= 3) {
    header = 3;
    length = rest[2];
  } else if (length == 0x82 && rest.size() >= 4) {
    header = 4;
    length = be16(rest.subspan(2));
  } else if (length >= 0x80) {
    return std::nullopt;
  }
  if (rest.size() - header < length) return std::nullopt;
  const DataObject object{rest[0], rest.subspan(header, length)};
  rest = rest.subspan(header + length);
  return object;
}

// One byte, two, or three of which the first is zero; all zero stands for the most.
std::optional<std::uint32_t> le_from(ByteView value) {
  if (value.size() == 1) return value[0] == 0 ? 256U : value[0];
  if (value.size() == 3 && value[0] != 0) return std::nullopt;
  if (value.size() != 2 && value.size() != 3) return std::nullopt;
  const auto le = be16(value.last(2));
  return le == 0 ? 65536U : le;
}

Bytes padded(ByteView data) {
  Bytes out(data.begin(), data.end());
  out.push_back(0x80);
  out.resize((out.size() + block - 1) / block * block, 0);
  return out;
}

bool unpad(Bytes& data) {
  while (!data.empty() && data.back() == 0) data.pop_back();
  if (data.empty() || data.back() != 0x80) return false;
  data.pop_back();
  return true;
}

void append_object(Bytes& out, std::uint8_t tag, ByteView value) {
  out.push_back(tag);
  const auto size = value.size();
  if (size > 0xFF) {
    out.insert(out.end(), {0x82, static_cast<std::uint8_t>(size >> 8)});
  } else if (size > 0x7F) {
    out.push_back(0x81);
  }
  out.push_back(static_cast<std::uint8_t>(size));
  append(out, value);
}

}  // namespace

SecureSession::SecureSession(ByteView seed) {
  std::copy_n(seed.begin(), key_.size(), key_.begin());
}

// The counter as a block, encrypted: with a zero vector, CBC of one block is the cipher itself.
Bytes SecureSession::vector() const {
  Bytes counter(block, 0);
  for (std::size_t i = 0; i < 8; ++i) counter[block - 1 - i] = static_cast<std::uint8_t>(counter_ >> (8 * i));
  return openssl::aes128_cbc_encrypt(key_, Bytes(block, 0), counter);
}

std::optional<Bytes> SecureSession::decrypt(ByteView value) const {
  if (value.size() <= block || value[0] != iso_padding || (value.size() - 1) % block != 0)
    return std::nullopt;
  auto plain = openssl::aes128_cbc_decrypt(key_, vector(), value.subspan(1));
  if (!unpad(plain)) return std::nullopt;
  return plain;
}

std::optional<iso7816::CommandApdu> SecureSession::open(const iso7816::CommandApdu& secured,
                                                        Bytes& plain) const {
  iso7816::CommandApdu command{
      .cla = 0, .ins = secured.ins, .p1 = secured.p1, .p2 = secured.p2, .data = {}, .ne = {}};
  for (auto rest = secured.data; !rest.empty();) {
    const auto object = take_object(rest);
    if (!object) return std::nullopt;
    if (object->tag == cryptogram_tag && command.data.empty()) {
      auto data = decrypt(object->value);
      if (!data) return std::nullopt;
      plain = *std::move(data);
      command.data = plain;
    } else if (object->tag == le_tag && !command.ne) {
      command.ne = le_from(object->value);
      command.extended = object->value.size() > 1;
      if (!command.ne) return std::nullopt;
    } else {
      return std::nullopt;
    }
  }
  return command;
}

Bytes SecureSession::seal(ByteView data) const {
  Bytes value{iso_padding};
  append(value, openssl::aes128_cbc_encrypt(key_, vector(), padded(data)));
  Bytes out;
  append_object(out, cryptogram_tag, value);
  return out;
}

}  // namespace tameshi::card
