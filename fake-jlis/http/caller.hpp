// Who asks at the four-information door, and what is to be remembered of the answer.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/journal.hpp"
#include "fake-jlis/http/access.hpp"
#include "fake-jlis/registry/lie_board.hpp"

namespace tameshi::jlis::http {

struct Caller {
  std::string platform;                // its name, which handles are made for
  std::vector<std::string> providers;  // whom it may ask for; empty: anybody
  std::string because;
  std::vector<ServiceAnswer> answers;
  LieTarget target{"four-info", {}, {}, {}};
};

inline constexpr std::string_view platform_field = "X-Fake-Platform";
inline constexpr std::string_view usual_platform = "platform";

// A registered platform has the name that the rules give it; a verifier who is only registered goes by its
// place among the tokens, or by its certificate. Where neither is asked for, a platform names itself. A
// Problem when that name is none.
Result<Caller> caller_of(const AccessRules& rules, const Request& request);

bool may_ask_for(const Caller& caller, std::string_view provider);

}  // namespace tameshi::jlis::http
