#include "base/verdict.hpp"

namespace tameshi {
namespace {

int weight(Verdict verdict) {
  switch (verdict) {
    case Verdict::pass:
      return 0;
    case Verdict::skip:
      return 1;
    case Verdict::waived:
      return 2;
    case Verdict::fail:
      return 3;
    case Verdict::error:
      break;
  }
  return 4;
}

}  // namespace

Tally tally(const std::vector<RunResult>& runs) {
  Tally out;
  for (const auto& run : runs) {
    switch (run.verdict) {
      case Verdict::pass:
        ++out.pass;
        break;
      case Verdict::fail:
        ++out.fail;
        break;
      case Verdict::skip:
        ++out.skip;
        break;
      case Verdict::waived:
        ++out.waived;
        break;
      case Verdict::error:
        ++out.error;
        break;
    }
  }
  return out;
}

int exit_code(const std::vector<RunResult>& runs) {
  const auto count = tally(runs);
  if (count.error > 0) return 2;
  return count.fail > 0 ? 1 : 0;
}

Verdict worst(Verdict a, Verdict b) {
  return weight(a) >= weight(b) ? a : b;
}

}  // namespace tameshi
