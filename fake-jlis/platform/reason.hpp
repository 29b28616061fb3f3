// Why somebody or something is refused: the rows of reasons.yaml, and the faults of documents.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "base/result.hpp"
#include "fake-jlis/registry/status.hpp"

namespace tameshi::jlis::platform {

using jlis::to_string;
using tameshi::to_string;

struct ReasonRow {
  std::string name;
  std::string layer;
  std::string says;
  bool retryable = false;
  std::string source;
};

// The built-in table, read once; Trouble when it is wrong.
const std::vector<ReasonRow>& reason_rows();
// Trouble for a name that no row has: the callers are ours.
const ReasonRow& reason_row(std::string_view name);

// Markdown, a row for each reason.
std::string table_of_reasons();

struct Refusal {
  std::string reason;     // by its row's name
  std::string detail;     // of this case, for people
  std::string code = {};  // J-LIS's own word, where its service refused

  bool operator==(const Refusal&) const = default;
};

template <typename T>
using Verified = tl::expected<T, Refusal>;

tl::unexpected<Refusal> refuse(std::string_view reason, std::string detail = {});
// What was read is not what it should be.
tl::unexpected<Refusal> refuse(std::string_view reason, const Problem& problem);

}  // namespace tameshi::jlis::platform
