// Where in the folder an item's files are.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "conformance/corpus/corpus.hpp"

namespace tameshi::corpus {

struct NamedFile {
  std::string path;  // below the corpus: "cases/rp.chain.signature.test-arc/certificate.pem"
  Bytes contents;
};

struct ItemFiles {
  std::optional<NamedFile> certificate;
  std::vector<std::pair<NamedFile, NamedFile>> ocsp;  // request, response
  std::optional<NamedFile> list;
  std::optional<NamedFile> list_before;
  NamedFile document;
  std::optional<NamedFile> signature;
};

ItemFiles files_of(const Item& item);

// "roots/signature-3.pem".
std::string path_of_root(const std::string& name);

}  // namespace tameshi::corpus
