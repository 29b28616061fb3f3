#include "fake-jlis/platform/trust_from.hpp"

#include <algorithm>

namespace tameshi::jlis::platform {
namespace {

void add_new(std::vector<std::string>& to, const std::string& one) {
  if (std::find(to.begin(), to.end(), one) == to.end()) to.push_back(one);
}

}  // namespace

Result<Trust> trust_from(const JlisClient& jlis) {
  Trust out;
  TRY(const auto addresses, jlis.authority_addresses());
  for (const auto& [kind, path, policy, mobile_policy] : addresses) {
    TRY(const auto der, jlis.fetch_authority(path));
    if (const auto added = add_anchor(out, kind, der); !added) return tl::unexpected(added.error());
    auto& policies = (kind == Kind::signature ? out.signature : out.authentication).policies;
    add_new(policies, policy);
    add_new(policies, mobile_policy);
    if (mobile_policy != policy) add_new(out.mobile_policies, mobile_policy);
  }
  return out;
}

}  // namespace tameshi::jlis::platform
