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
    if (entry.is_regular_file() && entry.path().extension() == ending) out.push_back(entry.path().string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::optional<Source> built_in(const std::string& name, const std::string& folder, std::string_view what,
                               yaml::Problems& problems) {
  const auto names = built_in_names(folder);
  const auto stem = fs::path(name).stem().string();
  const bool plain = name == stem || name.ends_with(ending);
  if (plain && std::find(names.begin(), names.end(), stem) != names.end()) {
    auto path = fmt::format("{}{}{}", folder, stem, ending);
    return Source{path, std::string(*resources::find(path))};
  }
  problems.add(Problem{fmt::format("there is no such {}, neither as a file nor built in", what), name,
                       suggestion(stem, names)});
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
    out.push_back(path.substr(folder.size(), path.size() - folder.size() - ending.size()));
  }
  return out;
}

std::vector<scenario::Scenario> read_scenarios(const std::vector<std::string>& names,
                                               yaml::Problems& problems, Texts texts) {
  std::vector<scenario::Scenario> out;
  for (const auto& [path, text] : sources(names, scenario_folder, "scenario", problems)) {
    keep(texts, {"scenario", path, text});
    if (auto scenario = scenario::read(text, path, problems)) out.push_back(*std::move(scenario));
  }
  return out;
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
