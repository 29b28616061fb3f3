#include "fake-jlis/four-info/items.hpp"

namespace tameshi::jlis::four_info {
namespace {

using registry::Resident;

GivenName name_of(const Resident& resident, bool with_furigana) {
  const auto& items = resident.items;
  const auto& names = resident.names;
  GivenName out{items.name,
                registry::substitute_digits(items.name, items.substitutes.name),
                names.former_surname,
                names.common_name,
                {},
                {}};
  if (with_furigana) {
    out.furigana = names.furigana;
    out.former_surname_furigana = names.former_surname_furigana;
  }
  return out;
}

GivenAddress address_of(const Resident& resident) {
  const auto& items = resident.items;
  return {items.address, registry::substitute_digits(items.address, items.substitutes.address),
          resident.standing == registry::Standing::abroad, resident.departs_on};
}

}  // namespace

GivenItems given(const Resident& resident, const std::vector<Item>& consented, bool with_furigana) {
  GivenItems out;
  for (const auto item : consented) {
    switch (item) {
      case Item::name:
        out.name = name_of(resident, with_furigana);
        break;
      case Item::birth_date:
        out.birth_date = registry::digits(resident.items.birth);
        break;
      case Item::sex:
        out.sex = std::to_string(static_cast<unsigned>(resident.items.sex));
        break;
      case Item::address:
        out.address = address_of(resident);
        break;
    }
  }
  return out;
}

}  // namespace tameshi::jlis::four_info
