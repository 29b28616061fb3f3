#include <fmt/format.h>

#include "base/utf8.hpp"
#include "fake-jlis/documents/algorithm.hpp"
#include "fake-jlis/documents/ecdsa_value.hpp"
#include "fake-jlis/documents/xml_names.hpp"
#include "fake-jlis/documents/xml_signature.hpp"

namespace tameshi::jlis::documents {
namespace {

using Method = Canonicalisation::Method;

constexpr std::string_view object_id = "document";

// What a Signature is written from, the later parts from the earlier.
struct Draft {
  const Signer& signer;
  Method method = Method::exclusive;
  std::string reference{};  // the URI
  bool enveloped = false;
  std::string object{};  // what it envelops, as text
  Bytes digest{};
  Bytes value{};
};

const SignatureAlgorithm& algorithm(const Draft& draft) {
  return algorithm_of(draft.signer.with);
}

std::string signed_info(const Draft& draft) {
  const auto canonical = xml::identifier_of(draft.method);
  const auto taking_out =
      draft.enveloped ? fmt::format(R"(<ds:Transform Algorithm="{}"/>)", xml::enveloped) : std::string();
  return fmt::format(
      R"(<ds:SignedInfo><ds:CanonicalizationMethod Algorithm="{0}"/><ds:SignatureMethod Algorithm="{1}"/>)"
      R"(<ds:Reference URI="{2}"><ds:Transforms>{3}<ds:Transform Algorithm="{0}"/></ds:Transforms>)"
      R"(<ds:DigestMethod Algorithm="{4}"/><ds:DigestValue>{5}</ds:DigestValue></ds:Reference></ds:SignedInfo>)",
      canonical, algorithm(draft).uri, draft.reference, taking_out, algorithm(draft).hash->uri,
      base64(draft.digest));
}

std::string certificates(const Signer& signer) {
  auto out = fmt::format("<ds:X509Certificate>{}</ds:X509Certificate>", base64(signer.certificate));
  for (const auto& one : signer.chain)
    out += fmt::format("<ds:X509Certificate>{}</ds:X509Certificate>", base64(one));
  return out;
}

std::string signature_element(const Draft& draft) {
  const auto object = draft.enveloped
                          ? std::string()
                          : fmt::format(R"(<ds:Object Id="{}">{}</ds:Object>)", object_id, draft.object);
  return fmt::format(R"(<ds:Signature xmlns:ds="{}">{}<ds:SignatureValue>{}</ds:SignatureValue>)"
                     R"(<ds:KeyInfo><ds:X509Data>{}</ds:X509Data></ds:KeyInfo>{}</ds:Signature>)",
                     xml::dsig, signed_info(draft), base64(draft.value), certificates(draft.signer), object);
}

template <typename T>
Result<T> or_problem(Read<T> read) {
  if (!read) return failure(to_string(read.error()));
  return *std::move(read);
}

Result<XmlTree> tree_of(std::string_view text) {
  return or_problem(XmlTree::parse(bytes_of(text)));
}

// As it will stand in the document: inclusive canonicalisation sees the namespaces around it.
Result<std::string> placed(const Draft& draft, const std::optional<XmlTree>& around) {
  auto element = signature_element(draft);
  if (!around)
    return R"(<?xml version="1.0" encoding="UTF-8"?>)"
           "\n" +
           element;
  TRY(const auto tree, tree_of(element));
  return or_problem(around->with_last_child(tree));
}

Result<Bytes> canonical_signed_info(std::string_view text, Method method) {
  TRY(const auto tree, tree_of(text));
  const auto last = tree.all(xml::dsig, "SignedInfo").back();
  return or_problem(tree.canonical(last, std::nullopt, {method, false, {}}));
}

// RFC 6931 §2.3.6 for ECDSA: P-384 here.
Result<Bytes> value_of(const Signer& signer, ByteView message) {
  constexpr std::size_t p384_length = 48;
  TRY(auto out, signer.sign(message));
  if (signer.with == SignsWith::rsa_sha256) return out;
  const auto halves = side_by_side(out, p384_length);
  if (!halves) return failure("the signing function gave no ECDSA-Sig-Value of P-384");
  return *halves;
}

Result<Bytes> finish(Draft& draft, const std::optional<XmlTree>& around) {
  TRY(const auto unsigned_text, placed(draft, around));
  TRY(const auto message, canonical_signed_info(unsigned_text, draft.method));
  TRY(draft.value, value_of(draft.signer, message));
  TRY(const auto text, placed(draft, around));
  return bytes_of(text);
}

Result<std::string> escaped(ByteView bytes) {
  if (const auto at = first_malformed_utf8(text_of(bytes)))
    return failure("what is no UTF-8 text cannot stand in XML", fmt::format("byte {}", *at),
                   "sign it as CMS");
  std::string out;
  for (const char c : text_of(bytes)) {
    const bool is_control = static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' && c != '\r';
    if (is_control) return failure("control characters cannot stand in XML", "", "sign it as CMS");
    out += c == '&'    ? "&amp;"
           : c == '<'  ? "&lt;"
           : c == '>'  ? "&gt;"
           : c == '\r' ? "&#13;"
                       : std::string(1, c);
  }
  return out;
}

Result<std::string> as_object(ByteView document) {
  if (!text_of(document).starts_with("<")) return escaped(document);
  TRY(const auto tree, or_problem(XmlTree::parse(document)));
  return tree.root_as_text();
}

}  // namespace

Result<Bytes> make_xml_enveloped(const Signer& signer, ByteView document, Method method) {
  TRY(const auto tree, or_problem(XmlTree::parse(document)));
  Draft draft{.signer = signer, .method = method, .enveloped = true};
  TRY(const auto octets, or_problem(tree.canonical(std::nullopt, std::nullopt, {method, false, {}})));
  draft.digest = algorithm(draft).hash->of(octets);
  return finish(draft, tree);
}

Result<Bytes> make_xml_enveloping(const Signer& signer, ByteView document, Method method) {
  Draft draft{.signer = signer, .method = method, .reference = "#" + std::string(object_id)};
  TRY(draft.object, as_object(document));
  TRY(const auto text, placed(draft, std::nullopt));
  TRY(const auto tree, tree_of(text));
  const auto objects = tree.with_id(object_id);
  if (objects.size() != 1)
    return failure(fmt::format("the document has an element called \"{}\" itself", object_id));
  TRY(const auto octets, or_problem(tree.canonical(objects[0], std::nullopt, {method, false, {}})));
  draft.digest = algorithm(draft).hash->of(octets);
  return finish(draft, std::nullopt);
}

}  // namespace tameshi::jlis::documents
