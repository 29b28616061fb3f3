#include "reports/report.hpp"

#include <array>
#include <vector>

#include "reports/whole_file.hpp"

namespace tameshi::reports {
namespace {

constexpr std::array<Format, 5> all_formats{{{"journal", "journal.jsonl", journal_lines},
                                             {"json", "report.json", json},
                                             {"junit", "junit.xml", junit},
                                             {"tap", "report.tap", tap},
                                             {"html", "report.html", html}}};

}  // namespace

std::span<const Format> formats() {
  return all_formats;
}

void write_all(const Report& report, const std::filesystem::path& directory) {
  make_folder(directory);
  std::vector<WholeFile> files;
  for (const auto& format : formats()) files.emplace_back(directory / format.file, format.write(report));
  for (auto& file : files) file.publish();
}

}  // namespace tameshi::reports
