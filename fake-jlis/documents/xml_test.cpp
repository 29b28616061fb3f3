#include <regex>

#include "fake-jlis/documents/by_xmlsec.hpp"
#include "fake-jlis/documents/xml_signature.hpp"
#include "fake-jlis/documents/xml_templates.hpp"

namespace tameshi::jlis::documents::testing {
namespace {

using tameshi::testing::text_at;
using Method = Canonicalisation::Method;

bool verified_by_xmlsec(ByteView document) {
  const Folder folder;
  std::vector<std::string> words{"--verify", "--enabled-key-data", "x509", "--trusted-pem",
                                 folder.write("ca.pem", bytes_of(pem("CERTIFICATE", world().ca)))};
  words.insert(words.end(), id_attributes.begin(), id_attributes.end());
  words.push_back(folder.write("in.xml", document));
  return xmlsec(words).exit_code == 0;
}

Bytes made(const std::string& of, Method method, const Signer& signer) {
  if (of == "enveloping") return value_or_trouble(make_xml_enveloping(signer, bytes_of(application), method));
  if (of == "enveloping-text")
    return value_or_trouble(make_xml_enveloping(signer, bytes_of("1 < 2 & \"3\" > 2\r\n清瀬市"), method));
  if (of == "twice") {
    const auto once = value_or_trouble(make_xml_enveloped(signer, bytes_of(application), method));
    return value_or_trouble(make_xml_enveloped(world().taro.signer(), once, method));
  }
  if (of.empty()) return value_or_trouble(make_xml_enveloped(signer, bytes_of(application), method));
  return signed_by_xmlsec(template_called(of));
}

std::string filled(std::string text) {
  const std::map<std::string, std::string> words{{"@HANAKO", base64(world().hanako.certificate)},
                                                 {"@TARO", base64(world().taro.certificate)},
                                                 {"@BYTE", "\xC0"}};
  for (const auto& [word, with] : words) {
    if (const auto at = text.find(word); at != std::string::npos) text.replace(at, word.size(), with);
  }
  return text;
}

std::string in_pattern(const std::string& text) {
  const auto certificate = base64(world().hanako.certificate);
  return text == "@HANAKO" ? std::regex_replace(certificate, std::regex("[+]"), "\\+") : text;
}

// Newlines are no part of "." in ECMAScript; the documents here have one, behind the declaration.
Bytes replaced(Bytes document, const yaml::Node& node) {
  auto text = std::string(text_of(document));
  const auto* all = node.find("replace");
  if (all == nullptr) return document;
  for (const auto& entry : all->entries) {
    const auto before = text;
    text = std::regex_replace(text, std::regex(in_pattern(entry.key)), filled(entry.value.text));
    BOOST_TEST(text != before, entry.key + " is not in the document");
  }
  return bytes_of(text);
}

std::string covers(const FoundSignature& one) {
  std::string out;
  for (const auto& covered : one.covers) {
    out += (out.empty() ? "" : "; ") + covered.says + (covered.whole ? ", whole" : "");
  }
  return out;
}

void check(const yaml::Node& node) {
  const auto& who = text_at(node, "by") == "next" ? world().next : world().hanako;
  const auto method = text_at(node, "method") == "inclusive" ? Method::inclusive : Method::exclusive;
  const auto document = replaced(made(text_at(node, "of"), method, who.signer()), node);
  const auto found = read_xml(document);
  BOOST_TEST(shown(found) == text_at(node, "finds"), details(found) << "\n" << text_of(document));
  if (node.find("is") != nullptr) BOOST_TEST(to_string(found.signatures.at(0).format) == text_at(node, "is"));
  if (node.find("covers") != nullptr) BOOST_TEST(covers(found.signatures.at(0)) == text_at(node, "covers"));
  if (node.find("at") != nullptr)
    BOOST_TEST(tameshi::to_string(found.signatures.at(0).signed_at.value()) == text_at(node, "at"));
}

}  // namespace

CASES("xml", "xml.cases.yaml", check);

BOOST_AUTO_TEST_SUITE(xml_and_xmlsec)

BOOST_AUTO_TEST_CASE(xmlsec_verifies_ours) {
  for (const auto* who : {&world().hanako, &world().next}) {
    for (const auto method : {Method::inclusive, Method::inclusive_1_1, Method::exclusive}) {
      for (const auto* of : {"", "enveloping", "enveloping-text"}) {
        auto document = made(of, method, who->signer());
        BOOST_TEST(verified_by_xmlsec(document), text_of(document));
        const auto altered = std::regex_replace(std::string(text_of(document)), std::regex("清瀬"), "小平");
        BOOST_TEST(!verified_by_xmlsec(bytes_of(altered)));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(ours_verify_xmlsecs) {
  for (const auto* name : {"beside", "root", "two", "xades"}) {
    const auto document = signed_by_xmlsec(template_called(name));
    const auto found = read_xml(document);
    BOOST_TEST(shown(found) == "intact", details(found));
    BOOST_TEST((found.signatures.at(0).certificate == world().hanako.certificate));
  }
}

BOOST_AUTO_TEST_CASE(other_hashes_of_xmlsec_are_read) {
  for (const auto* hash : {"sha384", "sha512"}) {
    auto text =
        std::regex_replace(template_called("root"), std::regex("rsa-sha256"), std::string("rsa-") + hash);
    if (std::string(hash) == "sha512")
      text = std::regex_replace(text, std::regex("xmlenc#sha256"), "xmlenc#sha512");
    BOOST_TEST(shown(read_xml(signed_by_xmlsec(text))) == "intact");
  }
}

BOOST_AUTO_TEST_CASE(what_is_covered_is_what_was_hashed) {
  const auto found = read_xml(made("", Method::exclusive, world().hanako.signer()));
  const auto& covered = found.signatures.at(0).covers.at(0);
  BOOST_TEST(text_of(covered.content) ==
             "<Application kind=\"move\" year=\"2026\"><Address>Kiyose &amp; 清瀬市</Address>"
             "<a:Note xmlns:a=\"urn:a\"></a:Note></Application>");
  BOOST_TEST(found.signatures.at(0).hash == "sha256");
}

BOOST_AUTO_TEST_CASE(the_same_twice) {
  for (const auto* who : {&world().hanako, &world().next}) {
    for (const auto* of : {"", "enveloping"})
      BOOST_TEST((made(of, Method::exclusive, who->signer()) == made(of, Method::exclusive, who->signer())));
  }
}

BOOST_AUTO_TEST_CASE(what_cannot_be_signed_is_refused) {
  const auto signer = world().hanako.signer();
  BOOST_TEST(!make_xml_enveloped(signer, content).has_value());
  BOOST_TEST(!make_xml_enveloping(signer, bytes_of("<a>")).has_value());
  BOOST_TEST(!make_xml_enveloping(signer, Bytes{0x01}).has_value());
  BOOST_TEST(!make_xml_enveloping(signer, Bytes{0xC0}).has_value());
  BOOST_TEST(!make_xml_enveloping(signer, bytes_of("<a Id='document'/>")).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(xml_bounds)

std::string repeated(const std::string& text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

BOOST_AUTO_TEST_CASE(what_would_take_long_is_refused_at_once) {
  std::string namespaces;
  for (int i = 0; i < 33; ++i) namespaces += " xmlns:n" + std::to_string(i) + "='urn:n'";
  std::string attributes;
  for (int i = 0; i < 65; ++i) attributes += " a" + std::to_string(i) + "=''";
  for (const auto& text :
       {"<a" + namespaces + "/>", "<a" + attributes + "/>", "<a>" + repeated("<b/>", 50'000) + "</a>",
        "<a b='" + repeated(">", 20'000) + "'/>", "<a>" + std::string(largest_xml, 'x') + "</a>",
        repeated("<a xmlns:b='urn:b'>", 33) + repeated("</a>", 33)}) {
    BOOST_TEST(shown(read_xml(bytes_of(text))) == "too-large", text.substr(0, 80));
  }
  BOOST_TEST(shown(read_xml(bytes_of(repeated("<a>", 64) + repeated("</a>", 64)))) == "no-signature");
  BOOST_TEST(shown(read_xml(bytes_of(repeated("<a>", 65) + repeated("</a>", 65)))) == "too-large");
  BOOST_TEST(shown(read_xml(bytes_of("<a><!-- <b ' --><![CDATA[<c \"]]><?d <e '?>" +
                                     std::string(20'000, 'x') + "</a>"))) == "no-signature");
}

BOOST_AUTO_TEST_CASE(many_signatures_over_much_are_not_all_followed) {
  const auto body = "<b>" + repeated("<c/>", 45'000) + "</b>";
  const auto document = *make_xml_enveloping(world().hanako.signer(), bytes_of(body));
  BOOST_TEST(shown(read_xml(document)) == "intact");
  const auto text = std::string(text_of(document));
  const auto begin = text.find("<ds:Signature ");
  const auto twice = read_xml(bytes_of(
      "<a>" + text.substr(begin, text.find("<ds:Object") - begin) + "</ds:Signature>" +
      text.substr(begin, text.find("<ds:Object") - begin) + "</ds:Signature>" + text.substr(begin) + "</a>"));
  BOOST_TEST(shown(twice) == "intact, intact, too-large", details(twice));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tameshi::jlis::documents::testing
