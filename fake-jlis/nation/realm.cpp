#include "fake-jlis/nation/realm.hpp"

namespace tameshi::jlis::nation {

agency::AgencySettings realm_settings() {
  agency::AgencySettings out;
  out.authority.generations_ahead = 3;
  return out;
}

}  // namespace tameshi::jlis::nation
