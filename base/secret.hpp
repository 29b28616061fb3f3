// A PIN or password. It prints as dots; only who asks for the plain text by name gets it.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace tameshi {

class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string plain) : plain_(std::move(plain)) {}

  [[nodiscard]] const std::string& plain() const { return plain_; }
  [[nodiscard]] bool empty() const { return plain_.empty(); }
  bool operator==(const Secret&) const = default;

 private:
  std::string plain_;
};

inline constexpr std::string_view secret_dots = "••••";

inline std::string to_string(const Secret&) {
  return std::string(secret_dots);
}

// `text` with every occurrence of the secret replaced by dots. Empty secrets hide nothing.
std::string without_secret(std::string text, const Secret& secret);

}  // namespace tameshi
