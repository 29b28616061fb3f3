#include "conformance/corpus/corpus.hpp"

namespace tameshi::corpus {

std::string_view to_string(Expected expected) {
  switch (expected) {
    case Expected::accept:
      return "accept";
    case Expected::reject:
      return "reject";
    case Expected::either:
      break;
  }
  return "either";
}

std::string Item::layer() const {
  return refusal.empty() ? std::string() : platform::reason_row(refusal).layer;
}

}  // namespace tameshi::corpus
