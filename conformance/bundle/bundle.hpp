// A bundle from a record, and what a receiver learns of one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "conformance/bundle/contents.hpp"
#include "conformance/bundle/seal.hpp"

namespace tameshi::bundle {

// Without a certifier it is not signed, and says so. `at` stands in the signature and nowhere else.
Bytes make_bundle(const Record& record, const std::optional<Certifier>& certifier, Instant at);

// Which program looks: pages drawn by another one are not drawn again to compare.
struct Tool {
  std::string version;
  std::string commit;
};

struct Terms {
  std::vector<Bytes> trusted;  // certificates, DER; empty: trust is not asked
  Instant at{};                // when the signer's certificate must be valid
  Tool tool;
};

enum class Mark : std::uint8_t { good, note, bad };

struct Line {
  Mark mark = Mark::good;
  std::string text;

  bool operator==(const Line&) const = default;
};

struct Verification {
  std::vector<Line> lines;  // in the order of what was looked at; the first bad one is the last

  [[nodiscard]] bool accepted() const;
};

Verification verify(ByteView archive, const Terms& terms);

// The record in a bundle; refused when it is not whole. Nothing is asked of its signature.
Result<Record> read_bundle(ByteView archive);

}  // namespace tameshi::bundle
