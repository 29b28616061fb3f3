#include "fake-jlis/http/served_lists.hpp"

#include <map>

namespace tameshi::jlis::http {
namespace {

bool is_newest(const Desk& desk, const registry::AuthorityId& id) {
  return !desk.agency.authorities().contains({id.kind, id.generation + 1});
}

// Those of every generation, each once.
std::vector<registry::Municipality> all_municipalities(const Desk& desk, Kind kind) {
  std::map<std::string, registry::Municipality> by_code;
  for (const auto& [id, authority] : desk.agency.authorities()) {
    if (id.kind != kind) continue;
    for (auto& one : desk.agency.store().municipalities(id)) by_code.insert_or_assign(one.code, one);
  }
  std::vector<registry::Municipality> out;
  out.reserve(by_code.size());
  for (auto& [code, one] : by_code) out.push_back(std::move(one));
  return out;
}

}  // namespace

SignedLists lists_signed_by(const Desk& desk, const registry::AuthorityId& id) {
  if (desk.settings.lists.signing == crl::Signing::each_generation)
    return {true, desk.agency.store().municipalities(id)};
  if (!is_newest(desk, id)) return {};
  return {true, all_municipalities(desk, id.kind)};
}

}  // namespace tameshi::jlis::http
