// 個人番号, the twelve-digit Individual Number ("My Number").
#pragma once

#include <string_view>

namespace tameshi::jlis::registry {

// The twelfth digit, by the formula of the Ministry of Internal Affairs' ordinance no. 85 of 2014, Article 5:
// 11 - (sum of P(n) x Q(n) mod 11), where P(n) is the n-th digit from the right of the first eleven, Q(n) = n
// + 1 for n up to 6 and n - 5 from 7, and a remainder of 0 or 1 gives 0. `eleven` holds eleven digits.
char my_number_check_digit(std::string_view eleven);

// Twelve digits, the last of which is the right one.
bool is_my_number(std::string_view text);

}  // namespace tameshi::jlis::registry
