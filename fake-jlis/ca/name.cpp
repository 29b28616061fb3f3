#include "fake-jlis/ca/name.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/result.hpp"

namespace tameshi::jlis::ca {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> types{
    {{"C", "2.5.4.6"}, {"L", "2.5.4.7"}, {"O", "2.5.4.10"}, {"OU", "2.5.4.11"}, {"CN", "2.5.4.3"}}};

std::string_view oid_of(std::string_view type) {
  const auto* row = std::find_if(types.begin(), types.end(), [&](const auto& r) { return r.first == type; });
  if (row == types.end()) throw Trouble("there is no attribute type \"" + std::string(type) + "\"", "", "");
  return row->second;
}

}  // namespace

bool is_oid(std::string_view text) {
  const auto fits = [](char c) { return (c >= '0' && c <= '9') || c == '.'; };
  return text.size() > 2 && text[0] <= '2' && text[1] == '.' && text.back() != '.' &&
         text.find("..") == std::string_view::npos && std::all_of(text.begin(), text.end(), fits);
}

std::vector<std::string> attribute_types() {
  std::vector<std::string> out;
  out.reserve(types.size());
  for (const auto& [type, oid] : types) out.emplace_back(type);
  return out;
}

Bytes encode(const Name& name) {
  Bytes rdns;
  for (const auto& attribute : name) {
    const auto pair =
        der::sequence({der::oid(oid_of(attribute.type)), der::text(attribute.as, attribute.value)});
    append(rdns, der::set({pair}));
  }
  return der::tlv(der::sequence_tag, rdns);
}

}  // namespace tameshi::jlis::ca
