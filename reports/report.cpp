#include "reports/report.hpp"

#include <array>
#include <vector>

#include "reports/whole_file.hpp"

namespace tameshi::reports {
namespace {

constexpr std::array<Format, 5> all_formats{
    {{"journal", "journal.jsonl", write_journal},
     {"json", "report.json", write_json},
     {"junit", "junit.xml", [](const Report& report, const Sink& sink) { sink(junit(report)); }},
     {"tap", "report.tap", [](const Report& report, const Sink& sink) { sink(tap(report)); }},
     {"html", "report.html", [](const Report& report, const Sink& sink) { write_html(report, sink); }}}};

std::string text_of(void (*write)(const Report&, const Sink&), const Report& report) {
  std::string out;
  write(report, [&](std::string_view piece) { out += piece; });
  return out;
}

}  // namespace

std::string Format::text(const Report& report) const {
  return text_of(write, report);
}

std::string journal_lines(const Report& report) {
  return text_of(write_journal, report);
}

std::string json(const Report& report) {
  return text_of(write_json, report);
}

std::string html(const Report& report) {
  return text_of(write_html, report);
}

std::span<const Format> formats() {
  return all_formats;
}

void write_all(const Report& report, const std::filesystem::path& directory) {
  make_folder(directory);
  std::vector<WholeFile> files;
  for (const auto& format : formats()) {
    files.emplace_back(directory / format.file);
    format.write(report, [&](std::string_view piece) { files.back().write(piece); });
    files.back().close();
  }
  for (auto& file : files) file.publish();
}

}  // namespace tameshi::reports
