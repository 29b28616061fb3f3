#include <fmt/format.h>

#include "conformance/bundle/difference.hpp"
#include "reports/text.hpp"
#include "reports/words.hpp"

namespace tameshi::bundle {
namespace {

using reports::one_line;

// What fits on a screen; --json has the rest.
constexpr std::size_t most_facts = 6;

std::string named(const Case& of) {
  return fmt::format("{}  [{}]  {}", one_line(of.title), one_line(of.subject), one_line(of.scenario));
}

std::string shown(const std::string& value) {
  return value.empty() ? "–" : one_line(value);
}

std::string marked(Verdict verdict) {
  return fmt::format("{} {}", reports::mark_of(verdict), to_string(verdict));
}

std::string facts(std::string_view label, const std::vector<std::string>& all) {
  std::string out;
  for (std::size_t i = 0; i < all.size() && i < most_facts; ++i)
    out += fmt::format("    {:<7} {}\n", i == 0 ? label : "", one_line(all[i]));
  if (all.size() > most_facts) out += fmt::format("            and {} more\n", all.size() - most_facts);
  return out;
}

std::string heading(std::string_view title, std::size_t count) {
  return count == 0 ? std::string() : fmt::format("{}:\n", title);
}

}  // namespace

std::string in_words(const Difference& difference) {
  const auto& d = difference;
  auto out = heading("Made with something else", d.inputs.size());
  for (const auto& one : d.inputs)
    out += fmt::format("  {}: {} → {}\n", one_line(one.what), shown(one.before), shown(one.now));
  out += heading("Another verdict", d.verdicts.size());
  for (const auto& one : d.verdicts) {
    out += fmt::format("  {} → {}  {}\n", to_string(one.before), marked(one.now), named(one.of));
    if (!one.why.empty()) out += fmt::format("    {}\n", one.why);
  }
  out += heading("New", d.added.size());
  for (const auto& one : d.added) out += fmt::format("  {}  {}\n", marked(one.verdict), named(one.of));
  out += heading("Gone", d.gone.size());
  for (const auto& one : d.gone) out += fmt::format("  {}  {}\n", marked(one.verdict), named(one.of));
  out += heading("The same verdict by other facts", d.facts.size());
  for (const auto& one : d.facts) {
    out += fmt::format("  {}  {}\n", marked(one.verdict), named(one.of));
    out += facts("before", one.before) + facts("now", one.now);
  }
  return out + fmt::format("{} other verdicts, {} new, {} gone, {} by other facts, {} the same\n",
                           d.verdicts.size(), d.added.size(), d.gone.size(), d.facts.size(), d.same);
}

}  // namespace tameshi::bundle
