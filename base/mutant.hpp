// Bugs that real systems have, each behind a switch, to see that the conformance suites catch them. Only a
// build with TAMESHI_MUTANTS has them (preset "mutants"); in any other this is false, and what stands behind
// it is not there. conformance/suites/mutants.cases.yaml names them all.
#pragma once

#include <string_view>

namespace tameshi {

#ifdef TAMESHI_MUTANTS
// Whether this program is to have that bug: the environment's TAMESHI_MUTANT names it.
bool mutant(std::string_view name);
#else
constexpr bool mutant(std::string_view /*name*/) {
  return false;
}
#endif

}  // namespace tameshi
