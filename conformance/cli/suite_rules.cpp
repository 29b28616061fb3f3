#include "conformance/cli/suite_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/suggest.hpp"
#include "conformance/cli/whole_file.hpp"

namespace tameshi::cli {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> names_of(const std::vector<suites::Requirements>& all) {
  std::vector<std::string> out(all.size());
  std::transform(all.begin(), all.end(), out.begin(), [](const auto& one) { return one.suite; });
  return out;
}

suites::Requirements of_name(const std::vector<suites::Requirements>& all, const std::string& name,
                             const std::string& where, yaml::Problems& problems) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.suite == name; });
  if (found != all.end()) return *found;
  problems.add(
      Problem{fmt::format("there is no suite \"{}\"", name), where, suggestion(name, names_of(all))});
  suites::Requirements out;
  out.suite = name;
  return out;
}

}  // namespace

suites::Requirements rules_of(const std::string& suite, yaml::Problems& problems) {
  if (!fs::is_directory(suite)) return of_name(suites::built_in_requirements(), suite, "--suite", problems);
  const auto folder = fs::weakly_canonical(suite);
  const auto name = folder.filename().string();
  for (const auto& beside : {fs::path(suite), fs::path(suite) / ".."}) {
    const auto path = (beside / "requirements.yaml").lexically_normal().string();
    if (!fs::exists(path)) continue;
    const auto text = read_whole_file(path);
    yaml::Problems found;
    const auto all = suites::read_requirements(text_of(text), path, found);
    for (const auto& problem : found.all()) problems.add(problem);
    return of_name(all, name, path, problems);
  }
  suites::Requirements out;
  out.suite = name;
  return out;
}

}  // namespace tameshi::cli
