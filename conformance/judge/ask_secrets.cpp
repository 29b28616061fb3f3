#include <fmt/format.h>
#include <fmt/ranges.h>

#include "conformance/judge/ask.hpp"

namespace tameshi::judge {

Check ask_secrets(Events events) {
  auto check = unasked(scenario::SecretsNeverShown{});
  std::vector<std::string> shown;
  for (const auto& event : events) {
    const auto* secret = std::get_if<SecretSeen>(&event.body);
    if (secret == nullptr) continue;
    shown.push_back(fmt::format("{} in {}", secret->secret, secret->in));
    check.events.push_back(event.number);
  }
  check.actual = shown.empty() ? "never shown" : fmt::format("{}", fmt::join(shown, ", "));
  check.verdict = shown.empty() ? Verdict::pass : Verdict::fail;
  return check;
}

}  // namespace tameshi::judge
