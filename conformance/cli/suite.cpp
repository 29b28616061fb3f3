// tameshi suite export: the certificate, revocation and document cases of a suite as files.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <iostream>

#include "conformance/bundle/judged.hpp"
#include "conformance/cli/commands.hpp"
#include "conformance/cli/series.hpp"
#include "conformance/cli/whole_file.hpp"
#include "conformance/corpus/collect.hpp"
#include "conformance/play/play.hpp"

namespace tameshi::cli {
namespace {

// What leaves files: not log-ins, four-information and failing wires.
const std::vector<std::string> of_files{"certificates", "contents", "ocsp", "crl", "signatures", "life"};

struct ExportOptions {
  std::string format = "files";
  std::string out;
  Wish wish;
};

void play_one(const plan::Run& run, const Wish& wish, corpus::Collector& collector) {
  play::Options options;
  options.world.key_directory = wish.keys.empty() ? play::default_key_directory() : wish.keys;
  options.world.seed = wish.seed;
  options.witness = [&collector](const auto& seen) { collector.take(seen); };
  collector.begin(*run.scenario);
  const auto played = play::play(*run.scenario, *run.subject, options);
  const auto result = bundle::judged(*run.scenario, *run.subject, played.journal, played.began);
  collector.end(result.verdict == Verdict::pass);
}

int export_suite(ExportOptions options) {
  constexpr int could_not_run = 2;
  options.wish.suite = "relying-party";
  options.wish.subjects = {"platform"};
  options.wish.tags = of_files;
  // Before a minute is spent upon it.
  if (options.format == "files") corpus::check_new(options.out);
  const auto series = read_series(options.wish);
  if (!series) return could_not_run;
  corpus::Collector collector;
  for (const auto& run : series->runs) play_one(run, options.wish, collector);
  if (!collector.failed().empty())
    std::cerr << fmt::format("tameshi: left out, since they do not pass with no list kept: {}\n",
                             fmt::join(collector.failed(), ", "));
  const auto& corpus = collector.corpus();
  if (options.format == "limbo")
    write_whole_file(options.out, bytes_of(corpus::limbo_of(corpus)));
  else
    corpus::write_files(corpus, TAMESHI_VERSION, options.out);
  std::cout << fmt::format("{} verifications in {}\n", corpus.items.size(), options.out);
  return 0;
}

}  // namespace

void add_suite(CLI::App& app, Action& action) {
  auto options = std::make_shared<ExportOptions>();
  auto* suite = app.add_subcommand("suite", "What the conformance suites have, for other programs");
  suite->require_subcommand(1);
  auto* command = suite->add_subcommand(
      "export", "Write the certificate, revocation and document cases of relying-party as files");
  command
      ->add_option("--format,-f", options->format,
                   "files: a folder with index.json; limbo: one file in the form of x509-limbo")
      ->check(CLI::IsMember({"files", "limbo"}))
      ->capture_default_str();
  command->add_option("--out,-o", options->out, "Where to: a new folder, or a file")->required();
  command
      ->add_option("--case", options->wish.cases,
                   "Only this case, or all whose names begin with this; may be repeated")
      ->allow_extra_args(false);
  command->add_option("--seed", options->wish.seed, "Same seed and keys: same bytes")->capture_default_str();
  command->add_option("--keys", options->wish.keys, "Folder of the RSA key pool");
  command->callback([options, &action] { action = [options] { return export_suite(*options); }; });
}

}  // namespace tameshi::cli
