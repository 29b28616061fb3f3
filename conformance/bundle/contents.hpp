// What a bundle holds: a record of a run, as files.
#pragma once

#include <string>
#include <vector>

#include "base/verdict.hpp"
#include "conformance/bundle/archive.hpp"

namespace tameshi::bundle {

// A scenario or a subject file itself.
struct SourceText {
  std::string kind;  // as in SourceFile
  std::string path;
  std::string text;

  bool operator==(const SourceText&) const = default;
};

struct Record {
  Report report;
  std::vector<SourceText> suite;  // one for each of the report's sources, in their order
  std::string environment;        // environment.json: which programs and libraries, on which system
};

inline constexpr std::string_view manifest_name = "manifest.json";
inline constexpr std::string_view signature_name = "manifest.p7s";

// All but the manifest and its signature. The pages are drawn from what report.json says, so that the
// receiver can draw them again.
std::vector<File> files_of(const Record& record);

// The record that these files are of; refused when one that it needs is not there or cannot be read.
Result<Record> record_in(const std::vector<File>& files);

// That each file of the suite is the one whose SHA-256 the report names.
Result<void> check_suite(const Record& record);

}  // namespace tameshi::bundle
