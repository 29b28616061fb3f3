// The manifest: which files a bundle has, and by whose certificates it is signed.
#pragma once

#include <string>
#include <vector>

#include "conformance/bundle/archive.hpp"

namespace tameshi::bundle {

struct ListedFile {
  std::string name;
  std::size_t size = 0;
  std::string sha256;

  bool operator==(const ListedFile&) const = default;
};

struct Manifest {
  std::vector<std::string>
      signed_by;  // SHA-256 of the signer's certificate and what goes along; empty: not signed
  std::vector<ListedFile> files;
};

Manifest manifest_of(const std::vector<File>& files, std::vector<std::string> signed_by);

std::string manifest_json(const Manifest& manifest);
// Refused unless it is, byte for byte, what manifest_json() writes.
Result<Manifest> manifest_from_json(std::string_view text);

// That these are the files of the manifest, each with its size and hash, in its order.
Result<void> check_files(const Manifest& manifest, const std::vector<File>& files);

}  // namespace tameshi::bundle
