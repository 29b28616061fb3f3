// A layout's rows made into bytes for one card.
#pragma once

#include "fake-jlis/personalisation/issuer.hpp"
#include "fake-jlis/personalisation/words.hpp"

namespace tameshi::jlis::personalisation {

using KeysByName = std::map<std::string, openssl::PrivateKey>;

// The contents of every file of the issuer's layout, by name.
std::map<std::string, Bytes> compose(const Issuer& issuer, const KeysByName& card_keys, const Words& words);

}  // namespace tameshi::jlis::personalisation
