// A signature value by itself: right, or what is wrong with it. OpenSSL decides; where RSA says no, the block
// within tells why.
#pragma once

#include <optional>

#include "fake-jlis/documents/algorithm.hpp"

namespace tameshi::jlis::documents {

// What the message is, which decides how it is called when another one was signed.
enum class Message : std::uint8_t { content, about_the_content };

std::optional<Fault> wrong_with_signature(ByteView certificate, const SignatureAlgorithm& algorithm,
                                          ByteView message, ByteView signature, Message what);

// RSA around the bare hash, without DigestInfo.
std::optional<Fault> wrong_with_bare_signature(ByteView certificate, const Hash& hash, ByteView message,
                                               ByteView signature);

}  // namespace tameshi::jlis::documents
