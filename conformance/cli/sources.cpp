#include "conformance/cli/sources.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "base/resources.hpp"
#include "base/suggest.hpp"

namespace tameshi::cli {
namespace {

namespace fs = std::filesystem;

const std::string scenario_folder = "scenarios/";
const std::string subject_folder = "conformance/subjects/";
constexpr std::string_view ending = ".yaml";
constexpr std::string_view part_ending = ".part.yaml";  // what scenarios use, and nobody plays by itself
constexpr std::string_view rules_file = "requirements.yaml";  // of a suite, beside its cases

struct Source {
  std::string path;
  std::string text;
};

std::optional<Source> file_source(const std::string& path, yaml::Problems& problems) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  if (!in) {
    problems.add(Problem{"cannot be read", path, "check its permissions"});
    return std::nullopt;
  }
  return Source{path, text.str()};
}

std::vector<std::string> files_below(const std::string& folder) {
  std::vector<std::string> out;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const auto path = entry.path().string();
    if (entry.is_regular_file() && path.ends_with(ending) && !path.ends_with(part_ending) &&
        entry.path().filename() != rules_file)
      out.push_back(path);
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<std::string> stems(const std::vector<std::string>& names) {
  std::vector<std::string> out(names.size());
  std::transform(names.begin(), names.end(), out.begin(),
                 [](const std::string& name) { return fs::path(name).filename().string(); });
  return out;
}

std::optional<Source> built_in(const std::string& name, const std::string& folder, std::string_view what,
                               yaml::Problems& problems) {
  const auto names = built_in_names(folder);
  const auto stem = fs::path(name).stem().string();
  const bool plain = name == stem || name.ends_with(ending);
  const auto found = std::find_if(names.begin(), names.end(), [&](const std::string& one) {
    return one == name || (plain && fs::path(one).filename() == stem);
  });
  if (found != names.end()) {
    auto path = fmt::format("{}{}{}", folder, *found, ending);
    return Source{path, std::string(*resources::find(path))};
  }
  problems.add(Problem{fmt::format("there is no such {}, neither as a file nor built in", what), name,
                       suggestion(stem, stems(names))});
  return std::nullopt;
}

std::vector<Source> sources(const std::vector<std::string>& names, const std::string& folder,
                            std::string_view what, yaml::Problems& problems) {
  std::vector<Source> out;
  const auto take = [&](std::optional<Source> source) {
    if (source) out.push_back(*std::move(source));
  };
  for (const auto& name : names) {
    if (fs::is_directory(name)) {
      const auto files = files_below(name);
      if (files.empty()) problems.add(Problem{"no *.yaml file below this folder", name, ""});
      for (const auto& file : files) take(file_source(file, problems));
    } else if (fs::exists(name)) {
      take(file_source(name, problems));
    } else {
      take(built_in(name, folder, what, problems));
    }
  }
  return out;
}

// Each once: one that is named twice is played twice.
void keep(Texts texts, bundle::SourceText text) {
  if (texts != nullptr && std::find(texts->begin(), texts->end(), text) == texts->end())
    texts->push_back(std::move(text));
}

}  // namespace

std::vector<std::string> built_in_names(const std::string& folder) {
  std::vector<std::string> out;
  for (const auto& path : resources::below(folder)) {
    if (path.ends_with(part_ending)) continue;
    out.push_back(path.substr(folder.size(), path.size() - folder.size() - ending.size()));
  }
  return out;
}

namespace {

// "pin.yaml#hanako,wrong": one row of a table.
struct Asked {
  std::string name;
  std::string row;
};

Asked asked_for(const std::string& name) {
  const auto mark = name.find('#');
  if (fs::exists(name) || mark == std::string::npos) return {name, {}};
  return {name.substr(0, mark), name.substr(mark + 1)};
}

// A part beside the scenario, on the disk or built in.
Result<std::string> text_of_part(const std::string& path) {
  yaml::Problems unread;
  if (fs::exists(path)) {
    if (auto source = file_source(path, unread)) return source->text;
    return tl::unexpected(unread.all().front());
  }
  return scenario::built_in_text(path);
}

Result<std::string> kept_part(const std::string& path, Texts texts) {
  TRY(auto text, text_of_part(path));
  keep(texts, {"part", path, text});
  return text;
}

void take_row(std::vector<scenario::Scenario>& rows, const Asked& asked, yaml::Problems& problems) {
  if (asked.row.empty() || rows.empty()) return;
  std::vector<std::string> names(rows.size());
  std::transform(rows.begin(), rows.end(), names.begin(), [](const auto& row) { return row.row; });
  std::erase_if(rows, [&](const scenario::Scenario& one) { return one.row != asked.row; });
  if (rows.empty())
    problems.add(
        Problem{fmt::format("there is no row \"{}\"", asked.row), asked.name, suggestion(asked.row, names)});
}

}  // namespace

namespace {

// Built-in ones are below that folder.
std::vector<scenario::Scenario> read_from(const std::string& folder, const std::vector<std::string>& names,
                                          yaml::Problems& problems, Texts texts) {
  std::vector<scenario::Scenario> out;
  for (const auto& name : names) {
    const auto asked = asked_for(name);
    for (const auto& [path, text] : sources({asked.name}, folder, "scenario", problems)) {
      keep(texts, {"scenario", path, text});
      const auto part = [&](const std::string& of) { return kept_part(of, texts); };
      auto rows = scenario::read_all(text, path, part, problems);
      take_row(rows, asked, problems);
      std::move(rows.begin(), rows.end(), std::back_inserter(out));
    }
  }
  return out;
}

}  // namespace

std::vector<scenario::Scenario> read_scenarios(const std::vector<std::string>& names,
                                               yaml::Problems& problems, Texts texts) {
  return read_from(scenario_folder, names, problems, texts);
}

std::vector<scenario::Scenario> read_cases(const std::string& suite, yaml::Problems& problems, Texts texts) {
  if (fs::is_directory(suite)) return read_from(suite, {suite}, problems, texts);
  const auto folder = suite_folder + suite + "/";
  return read_from(folder, built_in_names(folder), problems, texts);
}

std::vector<subjects::SubjectFile> read_subjects(const std::vector<std::string>& names,
                                                 yaml::Problems& problems, Texts texts) {
  std::vector<subjects::SubjectFile> out;
  for (const auto& [path, text] : sources(names, subject_folder, "subject", problems)) {
    keep(texts, {"subject", path, text});
    if (auto subject = subjects::read(text, path, problems)) out.push_back(*std::move(subject));
  }
  return out;
}

bool tell(const yaml::Problems& problems) {
  for (const auto& problem : problems.all()) std::cerr << to_string(problem) << '\n';
  return !problems.empty();
}

}  // namespace tameshi::cli
