#include "fake-jlis/http/csv.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tameshi::jlis::http {
namespace {

class CsvReader {
 public:
  CsvReader(std::string_view text, std::size_t most_lines) : rest_(text), most_(most_lines) {}

  Result<std::vector<CsvLine>> read() {
    std::vector<CsvLine> out;
    while (!rest_.empty()) {
      if (out.size() == most_) return refuse(fmt::format("there are more than {} lines", most_));
      TRY(auto line, this->line());
      if (!out.empty() && line.size() != out.front().size())
        return refuse(
            fmt::format("there are {} fields, and {} in the first line", line.size(), out.front().size()));
      out.push_back(std::move(line));
      ++line_;
    }
    return out;
  }

 private:
  [[nodiscard]] tl::unexpected<Problem> refuse(std::string what) const {
    return failure(std::move(what), fmt::format("line {}", line_));
  }

  Result<CsvLine> line() {
    CsvLine out;
    do {
      TRY(auto field, rest_.starts_with('"') ? quoted() : plain());
      out.push_back(std::move(field));
    } while (took(","));
    if (!took("\r\n") && !took("\n") && !rest_.empty()) return refuse("something follows the closing quote");
    return out;
  }

  Result<std::string> plain() {
    const auto field = rest_.substr(0, std::min(rest_.find_first_of(",\r\n\""), rest_.size()));
    rest_.remove_prefix(field.size());
    if (rest_.starts_with('"'))
      return refuse("a quote stands within a field; put the field in quotes, and the quote twice");
    if (rest_.starts_with('\r') && !rest_.starts_with("\r\n"))
      return refuse("a carriage return stands alone");
    return std::string(field);
  }

  Result<std::string> quoted() {
    std::string out;
    rest_.remove_prefix(1);
    while (true) {
      const auto end = rest_.find('"');
      if (end == std::string_view::npos) return refuse("a quote is not closed");
      out += rest_.substr(0, end);
      rest_.remove_prefix(end + 1);
      if (!took("\"")) return out;
      out += '"';
    }
  }

  bool took(std::string_view what) {
    if (!rest_.starts_with(what)) return false;
    rest_.remove_prefix(what.size());
    return true;
  }

  std::string_view rest_;
  std::size_t most_;
  std::size_t line_ = 1;
};

}  // namespace

Result<std::vector<CsvLine>> read_csv(std::string_view text, std::size_t most_lines) {
  return CsvReader(text, most_lines).read();
}

std::string csv_line(const CsvLine& fields) {
  std::string out;
  for (const auto& field : fields) {
    if (&field != &fields.front()) out += ',';
    if (field.find_first_of(",\"\r\n") == std::string::npos) {
      out += field;
      continue;
    }
    out += '"';
    for (const char c : field) out += c == '"' ? std::string(2, c) : std::string(1, c);
    out += '"';
  }
  return out + "\r\n";
}

}  // namespace tameshi::jlis::http
