// Shards, each played somewhere else, as the one series that they are parts of.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "conformance/cli/choice.hpp"
#include "conformance/cli/series.hpp"
#include "conformance/cli/whole_file.hpp"
#include "reports/read_report.hpp"

namespace tameshi::cli {
namespace {

struct Part {
  std::string path;  // of its report
  Report report;
  Wish wish;
  Shard shard;
};

Part part_in(const std::string& folder) {
  Part out;
  out.path = folder + "/report.json";
  out.report = value_or_trouble(reports::report_from_json(text_of(read_whole_file(out.path)), out.path));
  out.wish = value_or_trouble(read_command(out.report.command, out.path));
  out.shard = read_shard(out.wish.shard);
  if (out.wish.shard.empty())
    throw Trouble("this report is no shard", out.path, "merge what was made with tameshi conform --shard");
  if (out.report.unfinished)
    throw Trouble("this shard was stopped before its end", out.path,
                  fmt::format("go on with: tameshi run --resume {}", folder));
  return out;
}

Wish whole(Wish wish) {
  wish.shard.clear();
  return wish;
}

void check_alike(const Part& first, const Part& part) {
  const auto differ = [&](std::string_view what) {
    throw Trouble(fmt::format("this shard was made with {}", what), part.path,
                  fmt::format("the first one is {}; play both alike", first.path));
  };
  if (part.report.tool_version != first.report.tool_version ||
      part.report.tool_commit != first.report.tool_commit)
    differ("another tameshi");
  if (command_of(whole(part.wish)) != command_of(whole(first.wish)) || part.shard.of != first.shard.of)
    differ("another command");
}

void check_all_there(const std::vector<Part>& parts) {
  std::set<std::size_t> seen;
  for (const auto& part : parts) {
    if (!seen.insert(part.shard.number).second)
      throw Trouble(fmt::format("shard {} is there twice", part.wish.shard), part.path,
                    "name each folder once");
  }
  std::vector<std::string> missing;
  const auto of = parts.front().shard.of;
  for (std::size_t number = 1; number <= of; ++number) {
    if (!seen.contains(number)) missing.push_back(fmt::format("{}/{}", number, of));
  }
  if (!missing.empty())
    throw Trouble(fmt::format("shard {} is missing", fmt::join(missing, ", ")), "merge",
                  "name its folder too");
}

// A shard has read fewer files, and must have read what is there now.
void check_sources(const Part& part, const Report& now) {
  for (const auto& source : part.report.sources) {
    if (std::find(now.sources.begin(), now.sources.end(), source) == now.sources.end())
      throw Trouble(fmt::format("{} has changed since this shard was played", source.path), part.path,
                    "play all shards anew");
  }
}

using Key = std::pair<std::string, std::string>;  // scenario and subject file

std::map<Key, std::vector<RunResult>> results_of(std::vector<Part>& parts) {
  std::map<Key, std::vector<RunResult>> out;
  for (auto& part : parts) {
    for (auto& run : part.report.runs) out[{run.scenario, run.subject_file}].push_back(std::move(run));
  }
  return out;
}

void put_in_order(Series& series, std::vector<Part>& parts) {
  auto results = results_of(parts);
  auto& report = series.report;
  for (const auto& run : series.runs) {
    auto found = results.find({run.scenario->id(), run.subject->path});
    if (found == results.end())
      throw Trouble("no shard has played this", run.scenario->id(), "play all shards anew");
    std::move(found->second.begin(), found->second.end(), std::back_inserter(report.runs));
  }
  const auto begun = std::find_if(report.runs.begin(), report.runs.end(),
                                  [](const RunResult& run) { return run.began.has_value(); });
  if (begun != report.runs.end()) report.made_at = *begun->began;
}

}  // namespace

std::optional<Series> merged_series(const std::vector<std::string>& folders) {
  std::vector<Part> parts(folders.size());
  std::transform(folders.begin(), folders.end(), parts.begin(), part_in);
  for (const auto& part : parts) check_alike(parts.front(), part);
  check_all_there(parts);
  auto out = read_series(whole(parts.front().wish));
  if (!out) return std::nullopt;
  // They were made by that program, and so is what they come to.
  out->report.tool_version = parts.front().report.tool_version;
  out->report.tool_commit = parts.front().report.tool_commit;
  for (const auto& part : parts) check_sources(part, out->report);
  put_in_order(*out, parts);
  return out;
}

}  // namespace tameshi::cli
