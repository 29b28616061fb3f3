// A ZIP (APPNOTE.TXT of PKWARE) of one shape: plain files, in order, not compressed, all of one time. So the
// same files give the same bytes, nothing of an archive is out of a checksum's sight, and nothing can be
// inflated.
#pragma once

#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace tameshi::bundle {

struct File {
  std::string name;  // "report/report.html"
  Bytes contents;

  bool operator==(const File&) const = default;
};

// Trouble when memory does not suffice or a name is none that unpack() takes.
Bytes pack(const std::vector<File>& files);

// Refused, with the entry named: what is no ZIP, names that lead out of a folder or stand twice, links and
// folders, whatever is compressed, encrypted or larger than the archive; and every byte that pack() would
// have written otherwise.
Result<std::vector<File>> unpack(ByteView archive);

// Letters, digits and - _ . in parts that are not empty, "." or ".."; at most 200 characters.
bool is_plain_name(std::string_view name);

// OURS: bounds of what is read.
inline constexpr std::size_t largest_archive = 2UL * 1024 * 1024 * 1024;
inline constexpr std::size_t most_files = 100'000;

}  // namespace tameshi::bundle
