#include "base/verdict.hpp"

#include <algorithm>

namespace tameshi {
namespace {

int weight(Verdict verdict) {
  switch (verdict) {
    case Verdict::pass:
      return 0;
    case Verdict::skip:
      return 1;
    case Verdict::waived:
      return 2;
    case Verdict::fail:
      return 3;
    case Verdict::error:
      break;
  }
  return 4;
}

constexpr std::string_view plain_signs =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:=,+@%";

// Single quotes keep all but themselves (POSIX, Shell Command Language §2.2.2).
std::string quoted(const std::string& word) {
  if (!word.empty() && word.find_first_not_of(plain_signs) == std::string::npos) return word;
  std::string out = "'";
  for (const char c : word) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

// A run may name one row of the file's table: "pin.yaml#hanako".
bool is_of(std::string_view name, std::string_view path) {
  return name.starts_with(path) && (name.size() == path.size() || name[path.size()] == '#');
}

}  // namespace

const SourceFile* source_of(const Report& report, std::string_view kind, std::string_view path) {
  const auto found = std::find_if(report.sources.begin(), report.sources.end(), [&](const SourceFile& file) {
    return file.kind == kind && is_of(path, file.path);
  });
  return found == report.sources.end() ? nullptr : &*found;
}

std::string shell_line(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : " ") + quoted(word);
  return out;
}

Tally tally(const std::vector<RunResult>& runs) {
  Tally out;
  for (const auto& run : runs) {
    switch (run.verdict) {
      case Verdict::pass:
        ++out.pass;
        break;
      case Verdict::fail:
        ++out.fail;
        break;
      case Verdict::skip:
        ++out.skip;
        break;
      case Verdict::waived:
        ++out.waived;
        break;
      case Verdict::error:
        ++out.error;
        break;
    }
  }
  return out;
}

int exit_code(const std::vector<RunResult>& runs) {
  const auto count = tally(runs);
  if (count.error > 0) return 2;
  return count.fail > 0 ? 1 : 0;
}

Verdict worst(Verdict a, Verdict b) {
  return weight(a) >= weight(b) ? a : b;
}

}  // namespace tameshi
