#include "fake-jlis/ca/fill_in.hpp"

#include "base/result.hpp"

namespace tameshi::jlis::ca {
namespace {

const std::string& word_for(std::string_view placeholder, const Words& words) {
  const auto found = words.find(placeholder);
  if (found == words.end()) {
    throw Trouble("this certificate has nothing to put in place of {" + std::string(placeholder) + "}", "",
                  "");
  }
  return found->second;
}

ExtensionContents filled_contents(const KeyUsage& row, const FillIn&) {
  return row;
}
ExtensionContents filled_contents(const ExtendedKeyUsage& row, const FillIn&) {
  return row;
}
ExtensionContents filled_contents(const BasicConstraints& row, const FillIn&) {
  return row;
}

ExtensionContents filled_contents(const CertificatePolicies& row, const FillIn& with) {
  return CertificatePolicies{with.policy.empty() ? row.policy : with.policy, filled(row.cps, with.words)};
}

GeneralName filled_general_name(const Name& name, const Words& words) {
  return filled(name, words);
}
GeneralName filled_general_name(const OtherName& name, const Words& words) {
  return OtherName{name.oid, filled(name.text, words), name.as};
}

ExtensionContents filled_contents(const AlternativeNames& row, const FillIn& with) {
  AlternativeNames out;
  for (const auto& name : row.names) {
    out.names.push_back(
        std::visit([&](const auto& form) { return filled_general_name(form, with.words); }, name));
  }
  return out;
}

ExtensionContents filled_contents(const CrlDistributionPoint& row, const FillIn& with) {
  return CrlDistributionPoint{filled(row.directory_name, with.words)};
}

ExtensionContents filled_contents(const AuthorityInfoAccess& row, const FillIn& with) {
  return AuthorityInfoAccess{filled(row.ocsp, with.words)};
}

ExtensionContents filled_contents(const AuthorityKeyParts& row, const FillIn& with) {
  AuthorityKeyIdentifier out;
  if (row.key_identifier) out.key_identifier = with.authority.key_identifier;
  if (row.issuer) out.issuer = with.authority.name;
  if (row.serial) out.serial = with.authority.serial;
  return out;
}

ExtensionContents filled_contents(const SubjectKeyMethod&, const FillIn& with) {
  return SubjectKeyIdentifier{with.subject_key_identifier};
}

}  // namespace

std::string filled(std::string_view text, const Words& words) {
  std::string out;
  while (true) {
    const auto open = text.find('{');
    out += text.substr(0, open);
    if (open == std::string_view::npos) return out;
    const auto close = text.find('}', open);
    out += word_for(text.substr(open + 1, close - open - 1), words);
    text.remove_prefix(close + 1);
  }
}

Name filled(const Name& name, const Words& words) {
  Name out = name;
  for (auto& attribute : out) attribute.value = filled(attribute.value, words);
  return out;
}

std::vector<Extension> filled(const std::vector<ExtensionRow>& rows, const FillIn& with) {
  std::vector<Extension> out;
  for (const auto& row : rows) {
    auto contents = std::visit([&](const auto& form) { return filled_contents(form, with); }, row.contents);
    out.push_back({row.oid, row.critical, std::move(contents)});
  }
  return out;
}

}  // namespace tameshi::jlis::ca
