#include "fake-jlis/registry/my_number.hpp"

#include <algorithm>

namespace tameshi::jlis::registry {

char my_number_check_digit(std::string_view eleven) {
  unsigned sum = 0;
  for (unsigned n = 1; n <= 11; ++n) {
    const auto digit = static_cast<unsigned>(eleven[11 - n] - '0');
    sum += digit * (n <= 6 ? n + 1 : n - 5);
  }
  const unsigned remainder = sum % 11;
  return static_cast<char>('0' + (remainder <= 1 ? 0 : 11 - remainder));
}

bool is_my_number(std::string_view text) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return text.size() == 12 && std::all_of(text.begin(), text.end(), is_digit) &&
         text.back() == my_number_check_digit(text.substr(0, 11));
}

}  // namespace tameshi::jlis::registry
