#include "fake-jlis/personalisation/compose.hpp"

#include <fmt/format.h>

#include "fake-jlis/personalisation/cv_certificate.hpp"
#include "fake-jlis/personalisation/data_object.hpp"
#include "fake-jlis/personalisation/layout.hpp"

namespace tameshi::jlis::personalisation {
namespace {

template <typename Map>
const auto& known(const Map& map, const std::string& name) {
  const auto at = map.find(name);
  if (at == map.end())
    throw Trouble(fmt::format("a layout asks for \"{}\", which nothing makes", name), "", "");
  return at->second;
}

// Where the children of a data object begin in its value, and the offsets among them that wait for it.
struct Positions {
  struct Waiting {
    std::size_t at = 0;
    const Offsets* offsets = nullptr;
  };
  std::map<std::string, std::size_t> tags;
  std::vector<Waiting> waiting;
};

class Composer {
 public:
  Composer(const Issuer& issuer, const KeysByName& card_keys, const Words& words)
      : issuer_(issuer), card_keys_(card_keys), words_(words) {}

  Bytes file(const FileLayout& row) {
    file_ = row.file;
    start_ = 0;
    Bytes out;
    for (const auto& piece : row.contents) {
      start_ = out.size();
      append(out, made(piece));
    }
    return made_[row.file] = out;
  }

 private:
  Bytes made(const Piece& piece) {
    return std::visit([this](const auto& is) { return make(is); }, piece.is);
  }

  Bytes make(const Fixed& fixed) { return fixed.bytes; }
  Bytes make(const Word& word) { return known(words_, word.name); }
  Bytes make(const PublicKey& of) { return public_key_objects(known(card_keys_, of.key)); }
  Bytes make(const KeyId& of) { return issuer_.key(of.key).id; }
  // Filled in when the data object around it is complete.
  Bytes make(const Offsets& offsets) { return Bytes(2 * offsets.tags.size()); }
  Bytes make(const Digest& digest) { return openssl::sha256(together(digest.over)); }

  Bytes make(const Certificate& of) {
    const auto& certificate = issuer_.certificate(of.signer);
    if (!of.body_only) return certificate;
    const auto body = certificate_body(certificate);
    return {body.begin(), body.end()};
  }

  Bytes make(const Signature& signature) {
    return issuer_.key(signature.by).key.sign_sha256(together(signature.over));
  }

  Bytes make(const DigestSignature& signature) {
    Bytes digests;
    for (const auto& group : signature.groups) append(digests, openssl::sha256(together(group)));
    return sign_digests(issuer_.key(signature.by).key, digests);
  }

  Bytes make(const DataObject& object) {
    Positions positions;
    Bytes value;
    for (const auto& piece : object.value) {
      note(piece, value.size(), positions);
      append(value, made(piece));
    }
    fill_in(value, object, positions);
    return made_[file_ + " " + tag_name(object.tag)] = data_object(object.tag, value);
  }

  static void note(const Piece& piece, std::size_t at, Positions& positions) {
    const auto* child = std::get_if<DataObject>(&piece.is);
    if (child == nullptr) return;
    positions.tags[tag_name(child->tag)] = at;
    const auto* offsets = child->value.empty() ? nullptr : std::get_if<Offsets>(&child->value.front().is);
    if (offsets == nullptr) return;
    const auto header = child->tag.size() + length_field(2 * offsets->tags.size()).size();
    positions.waiting.push_back({at + header, offsets});
  }

  // Offsets count from the start of the file, so they depend on how long the length field in front came out.
  void fill_in(Bytes& value, const DataObject& object, const Positions& positions) const {
    const auto base = start_ + object.tag.size() + length_field(value.size()).size();
    for (const auto& [at, offsets] : positions.waiting) {
      auto to = at;
      for (const auto& tag : offsets->tags) {
        const auto offset = base + known(positions.tags, tag);
        value[to++] = static_cast<std::uint8_t>(offset >> 8);
        value[to++] = static_cast<std::uint8_t>(offset);
      }
    }
  }

  [[nodiscard]] Bytes together(const References& references) const {
    Bytes out;
    for (const auto& reference : references) append(out, known(made_, reference));
    return out;
  }

  const Issuer& issuer_;
  const KeysByName& card_keys_;
  const Words& words_;
  std::map<std::string, Bytes> made_;  // by reference
  std::string file_;                   // that is being made
  std::size_t start_ = 0;              // in it, of the outermost data object that is being made
};

}  // namespace

std::map<std::string, Bytes> compose(const Issuer& issuer, const KeysByName& card_keys, const Words& words) {
  Composer composer(issuer, card_keys, words);
  std::map<std::string, Bytes> out;
  for (const auto& row : issuer.layout().files) out[row.file] = composer.file(row);
  return out;
}

}  // namespace tameshi::jlis::personalisation
