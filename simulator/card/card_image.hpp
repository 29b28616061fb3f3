// What makes one card that card: contents, keys and PINs by the names that the tables use.
#pragma once

#include <map>
#include <string>

#include "base/bytes.hpp"
#include "base/openssl.hpp"
#include "base/secret.hpp"

namespace tameshi::card {

struct CardImage {
  std::string holder;                               // the persona, for traces
  std::map<std::string, Bytes> contents;            // "authentication-certificate": DER
  std::map<std::string, openssl::PrivateKey> keys;  // "authentication-key"
  std::map<std::string, Secret> pins;               // "authentication-pin"; one that is missing is blocked
};

}  // namespace tameshi::card
