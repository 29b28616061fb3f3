// What is wrong with a signed document, by the names of faults.yaml.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "base/result.hpp"

namespace tameshi::jlis::documents {

struct FaultRow {
  std::string name;
  std::string says;
  std::vector<std::string> of;  // formats: raw, cms, xml, pdf
  std::string source;
};

// The table, in its order; Trouble when it is wrong.
const std::vector<FaultRow>& faults();

struct Fault {
  std::string name;    // of a row
  std::string detail;  // what exactly, for people; may be empty

  bool operator==(const Fault&) const = default;
};

// Trouble for a name that the table does not have.
Fault fault(std::string_view name, std::string detail = {});

// "digest-mismatch: The content is not the one that was signed. (detail)"
std::string to_string(const Fault& fault);

// What was read, or why nothing was.
template <typename T>
using Read = tl::expected<T, Fault>;

inline tl::unexpected<Fault> refused(std::string_view name, std::string detail = {}) {
  return tl::unexpected<Fault>(fault(name, std::move(detail)));
}

// A parser's refusal as a fault.
inline Fault malformed(const Problem& problem) {
  return fault("malformed", to_string(problem));
}

}  // namespace tameshi::jlis::documents
