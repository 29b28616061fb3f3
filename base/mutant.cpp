#include "base/mutant.hpp"

#ifdef TAMESHI_MUTANTS

#include <cstdlib>
#include <string>

namespace tameshi {

bool mutant(std::string_view name) {
  static const std::string chosen = [] {
    const auto* said = std::getenv("TAMESHI_MUTANT");
    return std::string(said == nullptr ? "" : said);
  }();
  return chosen == name;
}

}  // namespace tameshi

#endif
