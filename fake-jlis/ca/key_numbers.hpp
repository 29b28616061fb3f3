// Whose key is which number of the pool. The numbers are stable, so that a card is the same tomorrow; each
// algorithm has all of them. Those of generations.yaml stand there, within the ranges that are theirs here.
#pragma once

#include <array>
#include <string_view>

#include "fake-jlis/registry/status.hpp"

namespace tameshi::jlis::ca {

struct KeyNumbers {
  std::string_view whose;
  unsigned first = 0;
  unsigned count = 1;

  [[nodiscard]] constexpr bool holds(unsigned number) const {
    return number >= first && number - first < count;
  }
  // The signature CA's or certificate's comes first.
  [[nodiscard]] constexpr unsigned of(Kind kind) const { return first + static_cast<unsigned>(kind); }
};

namespace key_numbers {

// What a world of two cards needs; `tameshi keys` makes these beforehand.
inline constexpr KeyNumbers issuing_generation{"the CAs of the newest generation, also that of next cards", 0,
                                               2};
inline constexpr KeyNumbers signing_chains{"who signs what is in a card: three chains of two", 2, 6};
inline constexpr KeyNumbers certified{"people's certificates, in pairs", 8, 12};
inline constexpr KeyNumbers cards{"what else is in a card: four keys each", 20, 80'000};
inline constexpr unsigned of_a_card = 4;
inline constexpr unsigned usual_count = cards.first + 2 * of_a_card;

inline constexpr KeyNumbers older_generations{"the CAs of older generations", 90'001, 4};
inline constexpr KeyNumbers test_arc{"the CAs of the test arc", 90'101, 6};
inline constexpr KeyNumbers rogues{"rogue CAs under the real ones' names", 90'201, 2};
inline constexpr KeyNumbers another_holder{"another holder, who signs certificates", 90'203};
inline constexpr KeyNumbers weak{"holders with keys that no honest certificate has", 90'204, 2};
inline constexpr KeyNumbers responders{"OCSP's delegated responders, ten numbers a generation", 90'210, 90};
inline constexpr KeyNumbers stranger{"somebody whom nobody trusts", 90'300};
inline constexpr KeyNumbers platform_operator{"the platform operator, to whom certificates come encrypted",
                                              90'301};

inline constexpr KeyNumbers later_generations{"the CAs of generations to come, four numbers a generation",
                                              90'311, 20};

inline constexpr std::array all{
    issuing_generation, signing_chains, certified,  cards,    older_generations, test_arc,         rogues,
    another_holder,     weak,           responders, stranger, platform_operator, later_generations};

// Of the delegated responder of one generation of a CA.
inline constexpr unsigned responder(const registry::AuthorityId& id) {
  return responders.first + 10 * (id.generation - 1) + static_cast<unsigned>(id.kind);
}

}  // namespace key_numbers
}  // namespace tameshi::jlis::ca
