#include "fake-jlis/ca/profile_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>

#include "base/suggest.hpp"

namespace tameshi::jlis::ca {
namespace {

using yaml::Fields;
using yaml::Node;
using yaml::Problems;

bool is_among(const std::string& word, const std::vector<std::string>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string read_oid(Fields& fields, std::string_view key) {
  const auto* node = fields.required(key);
  if (node == nullptr) return {};
  auto text = yaml::scalar_text(*node, key, fields.problems());
  if (node->kind == Node::Kind::scalar && !is_oid(text)) {
    fields.problems().add(node->place, fmt::format("\"{}\" is no object identifier", text),
                          "as 1.2.392.200149");
  }
  return text;
}

std::string required_template(Fields& fields, std::string_view key) {
  const auto* node = fields.required(key);
  return node == nullptr ? std::string() : read_template(*node, key, fields.problems());
}

// The words of a list, each of them a known one.
std::vector<std::string> known_words(Fields& fields, std::string_view key,
                                     const std::vector<std::string>& known) {
  const auto* node = fields.required(key);
  if (node == nullptr) return {};
  auto words = fields.texts(key);
  for (const auto& word : words) {
    if (is_among(word, known)) continue;
    fields.problems().add(node->place, fmt::format("\"{}\" is not known in {}", word, key),
                          suggestion(word, known));
  }
  return words;
}

// The rows themselves, or the word "subject" for the certificate's own name.
Name read_directory_name(Fields& fields, const Name& subject) {
  const auto* node = fields.required("directory-name");
  if (node == nullptr) return {};
  if (node->kind == Node::Kind::scalar && node->text == "subject") return subject;
  return read_name(*node, fields.problems());
}

OtherName read_other_name(const Node& node, Problems& problems) {
  Fields fields(node, "an other name", problems);
  OtherName out{read_oid(fields, "oid"), required_template(fields, "text"), der::utf8_tag};
  fields.text("meaning", "");
  fields.finish();
  return out;
}

RowContents read_key_usage(Fields& fields, const Name&) {
  return KeyUsage{known_words(fields, "bits", key_usage_bits())};
}

RowContents read_extended_key_usage(Fields& fields, const Name&) {
  ExtendedKeyUsage out;
  for (const auto& word : known_words(fields, "purposes", purpose_names())) {
    out.purposes.push_back(purpose_oid(word).value_or(""));
  }
  return out;
}

RowContents read_policies(Fields& fields, const Name&) {
  return CertificatePolicies{read_oid(fields, "policy"), required_template(fields, "cps")};
}

RowContents read_alternative_names(Fields& fields, const Name& subject) {
  AlternativeNames out;
  const auto* others = fields.optional("other-names");
  if (others == nullptr) {
    out.names.emplace_back(read_directory_name(fields, subject));
    return out;
  }
  if (others->kind != Node::Kind::list)
    fields.problems().add(others->place, "\"other-names\" must be a list");
  for (const auto& item : others->items) out.names.emplace_back(read_other_name(item, fields.problems()));
  return out;
}

RowContents read_distribution_point(Fields& fields, const Name& subject) {
  return CrlDistributionPoint{read_directory_name(fields, subject)};
}

RowContents read_info_access(Fields& fields, const Name&) {
  return AuthorityInfoAccess{required_template(fields, "ocsp")};
}

RowContents read_authority_key(Fields& fields, const Name&) {
  const std::vector<std::string> parts{"keyIdentifier", "authorityCertIssuer", "authorityCertSerialNumber"};
  const auto words = known_words(fields, "parts", parts);
  const auto has = [&](std::size_t i) {
    return std::find(words.begin(), words.end(), parts[i]) != words.end();
  };
  return AuthorityKeyParts{has(0), has(1), has(2)};
}

RowContents read_subject_key(Fields& fields, const Name&) {
  fields.one_of("method", {"sha1-of-public-key"});
  return SubjectKeyMethod{};
}

RowContents read_basic_constraints(Fields& fields, const Name&) {
  return BasicConstraints{fields.boolean("ca", false)};
}

using Reader = std::function<RowContents(Fields&, const Name&)>;

const std::map<std::string, Reader>& readers() {
  static const std::map<std::string, Reader> all{
      {"keyUsage", read_key_usage},
      {"extendedKeyUsage", read_extended_key_usage},
      {"certificatePolicies", read_policies},
      {"subjectAltName", read_alternative_names},
      {"issuerAltName", read_alternative_names},
      {"cRLDistributionPoints", read_distribution_point},
      {"authorityInfoAccess", read_info_access},
      {"authorityKeyIdentifier", read_authority_key},
      {"subjectKeyIdentifier", read_subject_key},
      {"basicConstraints", read_basic_constraints},
  };
  return all;
}

Attribute read_attribute(const Node& node, Problems& problems) {
  Fields fields(node, "an RDN", problems);
  Attribute out;
  out.type = fields.one_of("type", attribute_types());
  out.as = fields.one_of("as", {"UTF8String", "PrintableString"}) == "PrintableString" ? der::printable_tag
                                                                                       : der::utf8_tag;
  out.value = required_template(fields, "value");
  fields.finish();
  return out;
}

}  // namespace

Origin read_origin(Fields& fields) {
  return {fields.text("source"), fields.boolean("ours", false)};
}

std::string read_template(const Node& node, std::string_view key, Problems& problems) {
  auto text = yaml::scalar_text(node, key, problems);
  for (auto open = text.find('{'); open != std::string::npos; open = text.find('{', open + 1)) {
    const auto close = text.find('}', open);
    const auto word = text.substr(open + 1, close == std::string::npos ? close : close - open - 1);
    if (close == std::string::npos) {
      problems.add(node.place, fmt::format("there is no placeholder {{{}", word), "close the brace");
    } else if (!is_among(word, placeholders())) {
      problems.add(node.place, fmt::format("there is no placeholder {{{}}}", word),
                   suggestion(word, placeholders()));
    }
  }
  return text;
}

Name read_name(const Node& node, Problems& problems) {
  Name out;
  if (node.kind != Node::Kind::list) {
    problems.add(node.place,
                 fmt::format("a name must be a list of RDNs, but this is {}", yaml::kind_in_words(node)));
  }
  for (const auto& item : node.items) out.push_back(read_attribute(item, problems));
  return out;
}

namespace {

ExtensionRow read_extension_fields(Fields& fields, const Name& subject) {
  ExtensionRow out;
  out.name = fields.one_of("extension", extension_names());
  out.oid = extension_oid(out.name).value_or("");
  out.critical = fields.boolean("critical", false);
  if (const auto reader = readers().find(out.name); reader != readers().end()) {
    out.contents = reader->second(fields, subject);
  }
  return out;
}

}  // namespace

ExtensionRow read_extension_contents(const Node& node, Problems& problems) {
  Fields fields(node, "an extension", problems);
  auto out = read_extension_fields(fields, {});
  fields.finish();
  return out;
}

ExtensionRow read_extension(const Node& node, const Name& subject, Problems& problems) {
  Fields fields(node, "an extension", problems);
  auto out = read_extension_fields(fields, subject);
  out.origin = read_origin(fields);
  fields.finish();
  return out;
}

}  // namespace tameshi::jlis::ca
