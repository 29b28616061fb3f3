#include "conformance/bundle/contents.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/sha256sum.hpp"
#include "reports/read_report.hpp"
#include "reports/report.hpp"

namespace tameshi::bundle {
namespace {

constexpr std::string_view readme_name = "README.txt";
constexpr std::string_view environment_name = "environment.json";
constexpr std::string_view report_name = "report/report.json";

constexpr std::string_view readme =
    R"(What software did with virtual cards and a fake J-LIS, recorded by Tameshi.
Cards, people and certificates in here are invented; nothing was issued by J-LIS.

report/report.html   for people: begin here
report/report.json   the same for programs, with the journal it rests on
report/journal.jsonl what happened, one event a line
report/junit.xml, report/report.tap   for CI
evidence/            what was made during the runs: RUN/EVENT-name
suite/               the scenarios and subject files themselves
environment.json     programs, libraries and system
manifest.json        the size and SHA-256 of every other file
manifest.p7s         its signature, if there is one: CMS, detached, DER

To check it:
  tameshi verify THIS.zip --trust CA.pem
or by hand:
  openssl cms -verify -binary -inform DER -in manifest.p7s -content manifest.json -CAfile CA.pem -purpose any -out /dev/null
  sha256sum of each file, compared with manifest.json
)";

// A word as it may stand in a file's name.
std::string plain(std::string_view word) {
  constexpr std::size_t longest = 60;
  std::string out(word.substr(0, longest));
  std::replace_if(
      out.begin(), out.end(), [](char c) { return !is_plain_name(std::string_view(&c, 1)) && c != '.'; },
      '_');
  return out.empty() ? "_" : out;
}

std::string suite_name(const SourceFile& source, std::size_t number) {
  const auto stem = std::filesystem::path(source.path).stem().string();
  return fmt::format("suite/{:04}-{}-{}.yaml", number, plain(source.kind), plain(stem));
}

void add(std::vector<File>& files, std::string name, std::string_view text) {
  files.push_back({std::move(name), bytes_of(text)});
}

void add_evidence(std::vector<File>& files, const RunResult& run, std::size_t number) {
  for (const auto& event : run.journal) {
    const auto* artefact = std::get_if<Artefact>(&event.body);
    if (artefact == nullptr) continue;
    const auto ending = artefact->kind == "certificate" ? "der" : "bin";
    files.push_back(
        {fmt::format("evidence/{:05}/{:06}-{}.{}", number, event.number, plain(artefact->name), ending),
         artefact->contents});
  }
}

Result<std::string> text_of_file(const std::vector<File>& files, std::string_view name) {
  const auto found =
      std::find_if(files.begin(), files.end(), [&](const File& file) { return file.name == name; });
  if (found == files.end()) return failure("is not in the bundle", std::string(name));
  return std::string(text_of(found->contents));
}

}  // namespace

std::vector<File> files_of(const Record& record) {
  const auto report =
      value_or_trouble(reports::report_from_json(reports::json(record.report), std::string(report_name)));
  std::vector<File> out;
  add(out, std::string(readme_name), readme);
  add(out, std::string(environment_name), record.environment);
  for (const auto& format : reports::formats())
    add(out, fmt::format("report/{}", format.file), format.text(report));
  for (std::size_t i = 0; i < report.runs.size(); ++i) add_evidence(out, report.runs[i], i + 1);
  for (std::size_t i = 0; i < record.suite.size() && i < report.sources.size(); ++i)
    add(out, suite_name(report.sources[i], i + 1), record.suite[i].text);
  return out;
}

Result<Record> record_in(const std::vector<File>& files) {
  Record out;
  TRY(const auto report, text_of_file(files, report_name));
  TRY(out.report, reports::report_from_json(report, std::string(report_name)));
  TRY(out.environment, text_of_file(files, environment_name));
  for (std::size_t i = 0; i < out.report.sources.size(); ++i) {
    const auto& source = out.report.sources[i];
    TRY(auto text, text_of_file(files, suite_name(source, i + 1)));
    out.suite.push_back({source.kind, source.path, std::move(text)});
  }
  return out;
}

Result<void> check_suite(const Record& record) {
  for (std::size_t i = 0; i < record.suite.size(); ++i) {
    const auto& source = record.report.sources[i];
    if (sha256sum(record.suite[i].text) != source.sha256)
      return failure("is not the file whose SHA-256 the report names", suite_name(source, i + 1));
  }
  return {};
}

}  // namespace tameshi::bundle
