// Lies in which an honest list is told in another's place.
#include "fake-jlis/crl/lie_stages.hpp"

namespace tameshi::jlis::crl {

const LieTable<ChoiceAct>& choice_lies() {
  static const LieTable<ChoiceAct> table{
      {"stale", [](Choice& choice, const Lie& lie,
                   const Accomplices&) { choice.now -= std::chrono::days{lie.number("days")}; }},
      {"lagging", [](Choice&, const Lie&, const Accomplices&) {}},  // in what is asked of the registry
      {"list-of-other-municipality",
       [](Choice& choice, const Lie&, const Accomplices& with) { choice.list = with.other_municipality; }},
      {"list-of-other-generation",
       [](Choice& choice, const Lie&, const Accomplices& with) {
         choice.list = with.of_other_generation;
         choice.issuer = with.other_generation;
       }},
      {"list-of-other-authority",
       [](Choice& choice, const Lie&, const Accomplices& with) {
         choice.list = with.of_other_authority;
         choice.issuer = with.other_authority;
       }},
      {"list-of-authorities",
       [](Choice& choice, const Lie&, const Accomplices& with) { choice.list = with.of_authorities; }},
      {"list-of-rogue",
       [](Choice& choice, const Lie&, const Accomplices& with) { choice.issuer = with.rogue; }},
  };
  return table;
}

}  // namespace tameshi::jlis::crl
