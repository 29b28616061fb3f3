// Steps of a deviation upon a certificate's fields.
#include <fmt/format.h>

#include <algorithm>

#include "fake-jlis/ca/deviate.hpp"

namespace tameshi::jlis::ca {
namespace {

struct Into {
  CertificateFields& fields;
  const FillIn& with;
  Instant now;
};

auto extension_in(CertificateFields& fields, std::string_view oid) {
  const auto found = std::find_if(fields.extensions.begin(), fields.extensions.end(),
                                  [&](const auto& extension) { return extension.oid == oid; });
  if (found == fields.extensions.end()) {
    throw Trouble(fmt::format("this certificate has no extension {} to deviate from", oid), "", "");
  }
  return found;
}

void put(CertificateFields& fields, Extension extension, bool beside) {
  const auto same = std::find_if(fields.extensions.begin(), fields.extensions.end(),
                                 [&](const auto& other) { return other.oid == extension.oid; });
  if (beside || same == fields.extensions.end())
    fields.extensions.push_back(std::move(extension));
  else
    *same = std::move(extension);
}

void step(const RemoveExtensions& change, const Into& into) {
  std::erase_if(into.fields.extensions, [&](const auto& extension) {
    return std::find(change.oids.begin(), change.oids.end(), extension.oid) != change.oids.end();
  });
}

void step(const RepeatExtension& change, const Into& into) {
  const auto again = *extension_in(into.fields, change.oid);
  into.fields.extensions.push_back(again);
}

void step(const SetCritical& change, const Into& into) {
  extension_in(into.fields, change.oid)->critical = change.critical;
}

void step(const MoveToFront& change, const Into& into) {
  const auto found = extension_in(into.fields, change.oid);
  std::rotate(into.fields.extensions.begin(), found, found + 1);
}

void step(const PutRow& change, const Into& into) {
  auto made = filled({change.row}, into.with);
  put(into.fields, std::move(made.front()), change.beside);
}

void step(const PutBytes& change, const Into& into) {
  put(into.fields, change.extension, change.beside);
}

void step(const PutName& change, const Into& into) {
  (change.of_issuer ? into.fields.issuer : into.fields.subject) = filled(change.rdns, into.with.words);
}

void edit(OtherName& name, const EditOtherName& change, const FillIn& with) {
  if (change.text) name.text = filled(*change.text, with.words);
  if (change.as) name.as = *change.as;
  if (change.replace.empty()) return;
  for (auto at = name.text.find(change.replace); at != std::string::npos;
       at = name.text.find(change.replace, at + change.with.size())) {
    name.text.replace(at, change.replace.size(), change.with);
  }
}

void step(const EditOtherName& change, const Into& into) {
  auto& contents = extension_in(into.fields, *extension_oid("subjectAltName"))->contents;
  auto& names = std::get<AlternativeNames>(contents).names;
  const auto is_it = [&](const GeneralName& name) {
    const auto* other = std::get_if<OtherName>(&name);
    return other != nullptr && other->oid == change.oid;
  };
  const auto found = std::find_if(names.begin(), names.end(), is_it);
  if (found == names.end()) throw Trouble(fmt::format("there is no {} to deviate from", change.oid), "", "");
  if (change.drop)
    names.erase(found);
  else
    edit(std::get<OtherName>(*found), change, into.with);
}

void step(const MoveTime& change, const Into& into) {
  auto& time = change.not_after ? into.fields.not_after : into.fields.not_before;
  const auto from = change.from_now ? into.now : time;
  time = std::chrono::floor<std::chrono::seconds>(from) + change.by;
}

void step(const SetVersion& change, const Into& into) {
  into.fields.version = change.version;
}

// RSAPublicKey ::= SEQUENCE { modulus, publicExponent }, within the BIT STRING (RFC 3279 §2.3.1).
void step(const SetExponent& change, const Into& into) {
  auto info = read_element(into.fields.public_key_info);
  auto& bits = info.parts.at(1).contents;
  auto key = read_element(ByteView(bits).subspan(1));
  key.parts.at(1).contents = change.octets;
  bits.resize(1);
  append(bits, encode(key));
  into.fields.public_key_info = encode(info);
}

void step(const Reencode&, const Into&) {}

}  // namespace

void apply(const Change& change, CertificateFields& fields, const FillIn& with, Instant now) {
  std::visit([&](const auto& one) { step(one, {fields, with, now}); }, change);
}

}  // namespace tameshi::jlis::ca
