#include "conformance/cli/run_options.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "conformance/plan/plan.hpp"

namespace tameshi::cli {

void add_wish(CLI::App& command, Wish& wish) {
  command.add_option("scenario", wish.scenarios, "Files, folders or names of built-in scenarios");
  command
      .add_option("--subject,-s", wish.subjects, "Subject files or names of built-in ones; may be repeated")
      ->allow_extra_args(false)
      ->default_str("in-process");
  command.add_option("--tag", wish.tags, "Only scenarios with one of these tags; may be repeated")
      ->allow_extra_args(false);
  command.add_option("--without-tag", wish.without_tags, "No scenario with one of these tags")
      ->allow_extra_args(false);
  command.add_option("--seed", wish.seed, "Same scenario, seed and clock: same journal")
      ->capture_default_str();
  command
      .add_option("--turn", wish.turn, "Of a scenario with a sweep only this turn, as the report names it")
      ->check(CLI::Range(1L, plan::most_turns));
  command.add_option("--keys", wish.keys, "Folder of the RSA key pool");
  command.add_option("--answers", wish.answers, "What a person at a device would answer, line by line");
  command.add_flag("--system-reader", wish.system_reader, "Use the machine's own pcscd, not a private one");
}

void add_delivery(CLI::App& command, Delivery& delivery) {
  command.add_option("--report,-r", delivery.report,
                     "Folder for report.html, report.json, junit.xml, report.tap and the journal");
  command.add_option("--resume", delivery.resume,
                     "Go on with the report in this folder, whose run was stopped; names no scenario");
  command.add_option("--bundle,-b", delivery.bundle,
                     "ZIP to hand over: reports, evidence, suite and environment under a manifest");
  command.add_option("--sign-key", delivery.sign_key, "PEM file of the key that signs the manifest");
  command.add_option("--sign-certificate", delivery.sign_certificate,
                     "PEM file of its certificate, and those that lead to the root");
  command
      .add_option("--format,-f", delivery.format,
                  "What to print: console; github: annotations behind that; tap: TAP version 14 alone")
      ->check(CLI::IsMember({"console", "github", "tap"}))
      ->capture_default_str();
  command.add_flag("--verbose,-v", delivery.verbose, "Show every step");
}

std::vector<std::string> command_of(const Wish& wish) {
  std::vector<std::string> out{"tameshi", "run"};
  out.insert(out.end(), wish.scenarios.begin(), wish.scenarios.end());
  for (const auto& subject : wish.subjects) out.insert(out.end(), {"--subject", subject});
  for (const auto& tag : wish.tags) out.insert(out.end(), {"--tag", tag});
  for (const auto& tag : wish.without_tags) out.insert(out.end(), {"--without-tag", tag});
  out.insert(out.end(), {"--seed", std::to_string(wish.seed)});
  if (wish.turn != 0) out.insert(out.end(), {"--turn", std::to_string(wish.turn)});
  if (!wish.keys.empty()) out.insert(out.end(), {"--keys", wish.keys});
  if (!wish.answers.empty()) out.insert(out.end(), {"--answers", wish.answers});
  if (wish.system_reader) out.emplace_back("--system-reader");
  return out;
}

Result<Wish> read_command(const std::vector<std::string>& words, const std::string& where) {
  const std::string cure = "play it anew";
  if (words.size() < 3 || words[0] != "tameshi" || words[1] != "run")
    return failure("the report does not say how it was made", where, cure);
  Wish out;
  CLI::App app;
  add_wish(app, out);
  // CLI11 takes the words from behind.
  std::vector<std::string> reversed(words.rbegin(), words.rend() - 2);
  try {
    app.parse(reversed);
  } catch (const CLI::ParseError& e) {
    return failure(fmt::format("the report does not say how it was made: {}", e.what()), where, cure);
  }
  return out;
}

}  // namespace tameshi::cli
