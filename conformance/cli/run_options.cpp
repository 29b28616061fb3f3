#include "conformance/cli/run_options.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "conformance/plan/plan.hpp"

namespace tameshi::cli {

namespace {

// Of who plays, and how.
void add_playing(CLI::App& command, Wish& wish) {
  command
      .add_option("--subject,-s", wish.subjects, "Subject files or names of built-in ones; may be repeated")
      ->allow_extra_args(false)
      ->default_str("in-process");
  command.add_option("--seed", wish.seed, "Same scenario, seed and clock: same journal")
      ->capture_default_str();
  command
      .add_option("--turn", wish.turn, "Of a scenario with a sweep only this turn, as the report names it")
      ->check(CLI::Range(1L, plan::most_turns));
  command.add_option("--keys", wish.keys, "Folder of the RSA key pool");
  command.add_option("--answers", wish.answers, "What a person at a device would answer, line by line");
  command.add_flag("--system-reader", wish.system_reader, "Use the machine's own pcscd, not a private one");
}

void add_repeated(CLI::App& command, const std::string& name, std::vector<std::string>& values,
                  const std::string& says) {
  command.add_option(name, values, says)->allow_extra_args(false);
}

void put(std::vector<std::string>& words, const std::string& option, const std::string& value) {
  if (!value.empty()) words.insert(words.end(), {option, value});
}

void put(std::vector<std::string>& words, const std::string& option, const std::vector<std::string>& values) {
  for (const auto& value : values) put(words, option, value);
}

}  // namespace

void add_wish(CLI::App& command, Wish& wish) {
  command.add_option("scenario", wish.scenarios, "Files, folders or names of built-in scenarios");
  add_playing(command, wish);
  add_repeated(command, "--tag", wish.tags, "Only scenarios with one of these tags; may be repeated");
  add_repeated(command, "--without-tag", wish.without_tags, "No scenario with one of these tags");
}

void add_suite_wish(CLI::App& command, Wish& wish) {
  command.add_option("--suite", wish.suite, "Name of a built-in suite, or a folder of cases")->required();
  add_playing(command, wish);
  add_repeated(command, "--only", wish.tags, "Only cases with one of these tags; may be repeated");
  add_repeated(command, "--without-tag", wish.without_tags, "No case with one of these tags");
  add_repeated(command, "--case", wish.cases,
               "Only this case, or all whose names begin with this; may be repeated");
  command.add_option("--level", wish.levels, "Only cases of this level; may be repeated")
      ->allow_extra_args(false)
      ->check(CLI::IsMember({"must", "should", "may"}));
  command.add_option("--shard", wish.shard,
                     "3/8: the third of eight parts; tameshi merge puts them together");
  command.add_option("--baseline", wish.baseline,
                     "File of the cases that are known to fail, a name on each line; others alone fail it");
  add_repeated(command, "--pass-mark", wish.marks,
               "should=95: how many of a hundred cases of a level must pass");
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
  const bool runs = wish.suite.empty();
  std::vector<std::string> out{"tameshi", runs ? "run" : "conform"};
  put(out, "--suite", wish.suite);
  out.insert(out.end(), wish.scenarios.begin(), wish.scenarios.end());
  put(out, "--subject", wish.subjects);
  put(out, runs ? "--tag" : "--only", wish.tags);
  put(out, "--without-tag", wish.without_tags);
  put(out, "--case", wish.cases);
  put(out, "--level", wish.levels);
  put(out, "--shard", wish.shard);
  put(out, "--baseline", wish.baseline);
  put(out, "--pass-mark", wish.marks);
  put(out, "--seed", std::to_string(wish.seed));
  if (wish.turn != 0) put(out, "--turn", std::to_string(wish.turn));
  put(out, "--keys", wish.keys);
  put(out, "--answers", wish.answers);
  if (wish.system_reader) out.emplace_back("--system-reader");
  return out;
}

Result<Wish> read_command(const std::vector<std::string>& words, const std::string& where) {
  const std::string cure = "play it anew";
  if (words.size() < 3 || words[0] != "tameshi" || (words[1] != "run" && words[1] != "conform"))
    return failure("the report does not say how it was made", where, cure);
  Wish out;
  CLI::App app;
  words[1] == "run" ? add_wish(app, out) : add_suite_wish(app, out);
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
