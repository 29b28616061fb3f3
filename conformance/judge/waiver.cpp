#include <fmt/format.h>

#include "conformance/judge/judge.hpp"

namespace tameshi::judge {
namespace {

std::string day_of(Instant instant) {
  return to_string(in_japan(instant).date);
}

RunResult with(RunResult result, Verdict verdict, std::string reason) {
  result.verdict = verdict;
  result.reason = std::move(reason);
  return result;
}

}  // namespace

RunResult apply_waiver(RunResult result, const WaiverTerms& waiver, Instant now) {
  if (result.verdict != Verdict::pass && result.verdict != Verdict::fail) return result;
  const auto fails = [&](const std::string& reason) {
    return with(std::move(result), Verdict::fail, reason);
  };
  if (result.verdict == Verdict::pass) {
    return fails(fmt::format("waived (\"{}\"), but it no longer fails; take the waiver away", waiver.reason));
  }
  if (now < waiver.since) {
    return fails(fmt::format("the waiver (\"{}\") only begins on {}", waiver.reason, day_of(waiver.since)));
  }
  if (now >= waiver.until) {
    return fails(fmt::format("the waiver (\"{}\") ran out on {}", waiver.reason, day_of(waiver.until)));
  }
  return with(std::move(result), Verdict::waived,
              fmt::format("waived until {}: {}", day_of(waiver.until), waiver.reason));
}

}  // namespace tameshi::judge
