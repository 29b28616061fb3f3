// Lies about the encoded reply: what no value could say.
#include <algorithm>

#include "fake-jlis/ocsp/scene.hpp"

namespace tameshi::jlis::ocsp {
namespace {

// cut N: so many bytes stay; `cut last N`; `cut percent N`.
bool cut(Bytes& body, const Words& words, const Scene&) {
  std::size_t left = 0;
  if (word_at(words, 1) == "last") {
    left = body.size() - std::min<std::size_t>(number_at(words, 2), body.size());
  } else if (words[1] == "percent") {
    left = body.size() * number_at(words, 2) / 100;
  } else {
    left = number_at(words, 1);
  }
  if (left >= body.size()) return false;
  body.resize(left);
  return true;
}

bool more(Bytes& body, const Words& words, const Scene&) {
  append(body, bytes_at(words, 1));
  return true;
}

bool before(Bytes& body, const Words& words, const Scene&) {
  body = concat({bytes_at(words, 1), body});
  return true;
}

bool twice(Bytes& body, const Words&, const Scene&) {
  body = concat({body, body});
  return true;
}

bool flip(Bytes& body, const Words&, const Scene& scene) {
  if (body.empty()) return false;
  const auto bit = scene.seed % (body.size() * 8);
  body[bit / 8] = static_cast<std::uint8_t>(body[bit / 8] ^ (1U << (bit % 8)));
  return true;
}

// Tag and length octets of a DER element.
std::size_t header_size(ByteView element) {
  return element[1] < 0x80 ? 2 : 2 + (element[1] & 0x7FU);
}

// outermost indefinite | long-length | tag HEX
bool outermost(Bytes& body, const Words& words, const Scene&) {
  const auto contents = ByteView(body).subspan(header_size(body));
  const auto& how = word_at(words, 1);
  if (how == "indefinite") {
    body = concat({Bytes{0x30, 0x80}, contents, Bytes{0, 0}});
  } else if (how == "long-length") {
    const auto size = contents.size();
    body = concat(
        {Bytes{0x30, 0x84, 0, 0, static_cast<std::uint8_t>(size >> 8), static_cast<std::uint8_t>(size)},
         contents});
  } else if (how == "tag") {
    body[0] = bytes_at(words, 2).front();
  } else {
    not_a_word(words);
  }
  return true;
}

// body empty | text WORDS… | pem | base64 | earlier
bool whole_body(Bytes& body, const Words& words, const Scene& scene) {
  const auto& how = word_at(words, 1);
  if (how == "empty") {
    body.clear();
  } else if (how == "text") {
    body = bytes_of("<html><body>503 Service Unavailable</body></html>");
  } else if (how == "pem") {
    body = bytes_of(pem("OCSP RESPONSE", body));
  } else if (how == "base64") {
    body = bytes_of(base64(body));
  } else if (how == "zeros") {
    std::fill(body.begin(), body.end(), std::uint8_t{0});
  } else if (how == "earlier") {
    if (scene.earlier.body.empty()) return false;
    body = scene.earlier.body;
  } else {
    not_a_word(words);
  }
  return true;
}

}  // namespace

std::vector<BytesVerb> bytes_verbs() {
  return {{"cut", cut},   {"more", more},       {"before", before},      {"repeat", twice},
          {"flip", flip}, {"body", whole_body}, {"outermost", outermost}};
}

}  // namespace tameshi::jlis::ocsp
