// docs/life-events.md holds the table as life.yaml has it.
#include <fmt/format.h>

#include "base/testing/generated.hpp"
#include "fake-jlis/registry/life.hpp"
#include "fake-jlis/registry/life_command.hpp"

namespace tameshi::jlis::registry {
namespace {

const std::string page = "docs/life-events.md";

std::string word_of(const SlotRule& rule) {
  constexpr std::array words{"keep", "", "lift", "issue", "replace", "fill", "ends by date"};
  if (rule.rule == Rule::revoke) return std::string(to_string(rule.reason));
  return words.at(static_cast<std::size_t>(rule.rule));
}

std::string row_of(const LifeEvent& event) {
  auto out = fmt::format("| `{}` {} | {} |", event.name, event.japanese, event.says);
  for (const auto& rule : event.slots) out += fmt::format(" {} |", word_of(rule));
  out += fmt::format(" {}{}{} |\n", event.source, event.ours.empty() ? "" : "; OURS: ", event.ours);
  return out;
}

std::string events_table() {
  std::string out =
      "| event | | card, signature | card, authentication | phone, signature | phone, authentication | "
      "source |\n"
      "| --- | --- | --- | --- | --- | --- | --- |\n";
  for (const auto& event : life().events) out += row_of(event);
  return out;
}

std::string parameters_table() {
  std::string out = "| parameter | |\n| --- | --- |\n";
  for (const auto& one : life_parameters()) {
    std::string used;
    for (const auto& event : life().events) {
      for (const auto& name : event.parameters) {
        if (name == one.name) used += fmt::format("{}`{}`", used.empty() ? "" : ", ", event.name);
      }
    }
    out += fmt::format("| `{}`{} of {} | {}, as `{}` |\n", one.name, one.required ? "" : " (may be left out)",
                       used, one.says, one.example);
  }
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(generated)

BOOST_AUTO_TEST_CASE(the_page_of_life_events_is_current) {
  testing::check_generated_table(page, "parameters", parameters_table());
  testing::check_generated_table(page, "life.yaml", events_table());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tameshi::jlis::registry
