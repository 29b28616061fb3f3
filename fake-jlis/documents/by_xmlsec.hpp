// xmlsec1, for signatures of forms that we read and do not make.
#pragma once

#include "base/process.hpp"
#include "fake-jlis/documents/test_world.hpp"

namespace tameshi::jlis::documents::testing {

inline const std::vector<std::string> id_attributes{
    "--id-attr:Id", "Part",
    "--id-attr:ID", "Other",
    "--id-attr:Id", "Application",
    "--id-attr:Id", "http://www.w3.org/2000/09/xmldsig#:Object",
    "--id-attr:Id", "http://uri.etsi.org/01903/v1.3.2#:SignedProperties"};

inline ProcessResult xmlsec(const std::vector<std::string>& words) {
  std::vector<std::string> command{"xmlsec1"};
  command.insert(command.end(), words.begin(), words.end());
  return value_or_trouble(run({.command = command}));
}

inline Bytes signed_by_xmlsec(const std::string& text, const Person& who = world().hanako) {
  const Folder folder;
  const auto key = folder.write("key.pem", bytes_of(who.key.to_pem()));
  const auto certificate = folder.write("one.pem", bytes_of(pem("CERTIFICATE", who.certificate)));
  std::vector<std::string> words{"--sign", "--privkey-pem", key + "," + certificate, "--output",
                                 folder.file("out.xml")};
  words.insert(words.end(), id_attributes.begin(), id_attributes.end());
  words.push_back(folder.write("in.xml", bytes_of(text)));
  const auto result = xmlsec(words);
  if (result.exit_code != 0) throw std::runtime_error(result.errors);
  return read_file(folder.file("out.xml"));
}

}  // namespace tameshi::jlis::documents::testing
