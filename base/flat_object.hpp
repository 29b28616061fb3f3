// A line of JSON that is one object of plain strings and whole numbers, as nearly every event of a journal
// is: read at several times the speed of a general reader. What is anything else is left to that.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

namespace tameshi {

class FlatObject {
 public:
  using Value = std::variant<std::string_view, std::uint64_t>;

  // Nothing for an escape, a space between, a nested value, a negative number, a control character, malformed
  // UTF-8. Views of `line`.
  static std::optional<FlatObject> read(std::string_view line);

  // Nothing when there is none of that name and kind; of two, the last.
  [[nodiscard]] std::optional<std::string_view> text(std::string_view key) const;
  [[nodiscard]] std::optional<std::uint64_t> number(std::string_view key) const;
  [[nodiscard]] bool has(std::string_view key) const { return find(key) != nullptr; }

 private:
  [[nodiscard]] const Value* find(std::string_view key) const;

  std::vector<std::pair<std::string_view, Value>> fields_;
};

}  // namespace tameshi
