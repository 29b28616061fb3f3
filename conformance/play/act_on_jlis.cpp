// J-LIS lies, is honest again, or loses a key.
#include <fmt/format.h>

#include "conformance/play/served_jlis.hpp"
#include "conformance/play/stage.hpp"

namespace tameshi::play {
namespace {

std::string word_of(const scenario::Step& step, std::string_view parameter) {
  const auto* given = step.parameter(parameter);
  return given == nullptr ? std::string() : given->value;
}

Ending leak_key(Stage& stage, const scenario::Step& step) {
  auto& agency = stage.world.office().agency();
  const auto wanted = word_of(step, "authority");
  for (const auto& [id, authority] : agency.authorities()) {
    if (to_string(id) != wanted) continue;
    return {"done", told(value_or_trouble(agency.leak_authority_key(id))), {}};
  }
  throw Trouble(fmt::format("there is no authority {}", wanted), to_string(step.place),
                "write it as signature/3");
}

}  // namespace

Ending act_on_jlis(Stage& stage, const scenario::Step& step) {
  if (step.act == "leak-authority-key") return leak_key(stage, step);
  if (step.act == "lie") {
    stage.jlis->arm(step.lie->service, step.lie->lie);
  } else {
    stage.jlis->disarm(word_of(step, "service"), word_of(step, "lie"));
  }
  return {};
}

}  // namespace tameshi::play
