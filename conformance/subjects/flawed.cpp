#include "conformance/subjects/flawed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/der.hpp"
#include "base/openssl.hpp"
#include "fake-jlis/documents/cms.hpp"
#include "fake-jlis/documents/pdf_update.hpp"

namespace tameshi::subjects {
namespace {

namespace documents = jlis::documents;
using documents::Format;
using documents::SignedData;
using documents::Signer;

constexpr std::string_view sha256_oid = "2.16.840.1.101.3.4.2.1";
constexpr std::string_view sha512_oid = "2.16.840.1.101.3.4.2.3";
constexpr std::string_view sha1_oid = "1.3.14.3.2.26";

Bytes digest_info(const Bytes& algorithm, ByteView digest) {
  return der::sequence({algorithm, der::octet_string(digest)});
}

// What the card is given in place of the DigestInfo of SHA-256; nothing for other flaws.
std::optional<Bytes> flawed_block(ByteView message, std::string_view flaw) {
  const auto digest = openssl::sha256(message);
  const auto right = der::sequence({der::oid(sha256_oid), der::null()});
  if (flaw == "hash-without-digest-info") return digest;
  if (flaw == "digest-info-of-another-hash")
    return digest_info(der::sequence({der::oid(sha512_oid), der::null()}), digest);
  if (flaw == "digest-info-without-parameters")
    return digest_info(der::sequence({der::oid(sha256_oid)}), digest);
  if (flaw == "digest-info-with-garbage")
    return digest_info(der::sequence({der::oid(sha256_oid), der::octet_string(Bytes(40, 0x5A))}), digest);
  if (flaw == "garbage-behind-hash") return concat({digest_info(right, digest), Bytes(16, 0x5A)});
  if (flaw != "digest-info-not-der") return std::nullopt;
  // The outermost length in two bytes where one will do (X.690 §10.1).
  auto out = digest_info(right, digest);
  out.insert(out.begin() + 1, 0x81);
  return out;
}

using Attributes = std::vector<documents::Attribute>;

void drop(Attributes& all, std::string_view type) {
  std::erase_if(all, [&](const documents::Attribute& one) { return one.type == type; });
}

void put(Attributes& all, std::string_view type, Bytes value) {
  drop(all, type);
  all.push_back({std::string(type), {std::move(value)}});
}

// Before it is signed.
void change_draft(documents::SignerDetails& draft, std::string_view flaw) {
  namespace oid = documents::oid;
  auto& attributes = *draft.attributes;
  if (flaw == "wrong-message-digest")
    put(attributes, oid::message_digest, der::octet_string(Bytes(32, 0x5A)));
  if (flaw == "no-message-digest") drop(attributes, oid::message_digest);
  if (flaw == "wrong-content-type") put(attributes, oid::content_type, der::oid("1.2.840.113549.1.7.3"));
  if (flaw == "other-signer-id") draft.id.serial = {0x2A};
  if (flaw == "sha1-digest") draft.hash = sha1_oid;
}

// A SET OF stands in the order of its bytes (X.690 §11.6): what is to stay behind the right one must be the
// greater.
void break_behind(Bytes& signature) {
  const auto room =
      std::find_if(signature.rbegin(), signature.rend(), [](auto byte) { return byte != 0xFF; });
  if (room != signature.rend()) ++*room;
}

// Behind it.
void change_data(SignedData& data, std::string_view flaw) {
  auto& signer = data.signers.front();
  if (flaw == "no-certificate") data.certificates.clear();
  if (flaw == "attributes-as-content") {
    data.content = documents::encode_attributes(*signer.attributes);
    signer.attributes.reset();
  }
  if (flaw == "second-signer-broken") {
    data.signers.push_back(signer);
    break_behind(data.signers.back().signature);
  }
}

Result<Bytes> flawed_cms(Format format, const Signing& signing, ByteView document, std::string_view flaw) {
  SignedData data;
  if (format == Format::cms_attached) data.content = Bytes(document.begin(), document.end());
  TRY(auto draft, documents::draft_signer(signing.signer, document, signing.at));
  change_draft(draft, flaw);
  if (auto done = documents::sign_draft(draft, signing.signer, document); !done)
    return tl::unexpected(done.error());
  data.signers.push_back(std::move(draft));
  data.certificates.push_back(signing.signer.certificate);
  change_data(data, flaw);
  return documents::encode(data);
}

// Something on the page that the signer has not seen.
Result<Bytes> with_more_behind(const Bytes& signed_file) {
  constexpr long page = 6;  // as pdf_of_text() numbers it
  const auto file = documents::pdf::File::open(signed_file);
  if (!file) return failure("the PDF that was made cannot be read: " + to_string(file.error()));
  documents::pdf::Update update(*file);
  TRY(auto changed, update.object(page));
  changed.set("Rotate", documents::pdf::integer(90));
  update.put(page, std::move(changed));
  return update.written();
}

// /ByteRange that ends early; the signature is then over less than there is.
Bytes with_short_range(Bytes signed_file) {
  const auto text = text_of(signed_file);
  const auto end = text.find(']', text.rfind("/ByteRange"));
  auto at = end;
  while (at > 0 && (text[at - 1] < '1' || text[at - 1] > '9')) --at;
  if (end != std::string_view::npos && at > 0) --signed_file[at - 1];
  return signed_file;
}

// The signature moves into another document, of which it covers the least (see what is signed: W3C, XML
// Signature Best Practices, 2.4).
Bytes wrapped(const Bytes& signed_document) {
  auto text = text_of(signed_document);
  if (text.starts_with("<?xml")) text.remove_prefix(text.find("?>") + 2);
  return bytes_of(fmt::format("<application><amount>1000000</amount>{}</application>\n", text));
}

}  // namespace

Signer flawed_signer(Signer signer, std::string_view flaw,
                     const std::function<Result<Bytes>(ByteView block)>& pad_and_sign) {
  const std::string how(flaw);
  signer.sign = [how, pad_and_sign, honest = signer.sign](ByteView message) -> Result<Bytes> {
    if (const auto block = flawed_block(message, how)) return pad_and_sign(*block);
    auto out = honest(message);
    if (out && how == "altered-signature") out->back() ^= 1;
    return out;
  };
  return signer;
}

std::function<Result<Bytes>(ByteView hash)> flawed_padding(
    std::function<Result<Bytes>(ByteView hash)> pad_and_sign, std::string_view flaw) {
  if (flaw != "altered-signature") return pad_and_sign;
  return [honest = std::move(pad_and_sign)](ByteView hash) {
    auto out = honest(hash);
    if (out) out->back() ^= 1;
    return out;
  };
}

Bytes flawed_text(ByteView text, std::string_view flaw) {
  Bytes out(text.begin(), text.end());
  if (flaw == "other-document") append(out, bytes_of(" and more"));
  return out;
}

Result<Bytes> flawed_document(Format format, const Signing& signing, ByteView document, std::string_view flaw,
                              const Bytes& other) {
  const bool is_cms = format == Format::cms_attached || format == Format::cms_detached;
  constexpr std::array of_cms{"wrong-message-digest",  "no-message-digest", "wrong-content-type",
                              "attributes-as-content", "other-signer-id",   "no-certificate",
                              "second-signer-broken",  "sha1-digest"};
  if (is_cms && std::find(of_cms.begin(), of_cms.end(), flaw) != of_cms.end())
    return flawed_cms(format, signing, document, flaw);
  if (flaw == "other-certificate" && !other.empty()) {
    auto signer = signing.signer;
    signer.certificate = other;
    return signed_document(format, {signer, signing.pad_and_sign, signing.name, signing.at}, document);
  }
  TRY(auto out, signed_document(format, signing, document));
  const bool is_xml = format == Format::xml_enveloped || format == Format::xml_enveloping;
  if (is_xml && flaw == "wrapped") return wrapped(out);
  if (format == Format::pdf && flaw == "added-behind") return with_more_behind(out);
  if (format == Format::pdf && flaw == "bytes-behind") append(out, bytes_of("\n% more\n"));
  if (format == Format::pdf && flaw == "short-byte-range") return with_short_range(std::move(out));
  return out;
}

}  // namespace tameshi::subjects
