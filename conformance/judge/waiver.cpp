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

RunResult apply_known_failure(RunResult result, const std::string& because, const std::string& link) {
  const auto why = link.empty() ? because : fmt::format("{} ({})", because, link);
  if (result.verdict == Verdict::fail)
    return with(std::move(result), Verdict::waived, "known to fail: " + why);
  if (result.verdict != Verdict::pass) return result;
  return with(std::move(result), Verdict::fail,
              fmt::format("known to fail ({}), but it no longer does; take \"fails\" away", why));
}

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
