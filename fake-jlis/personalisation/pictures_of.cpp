#include "fake-jlis/personalisation/pictures_of.hpp"

#include <algorithm>
#include <future>

#include "fake-jlis/pictures/digits.hpp"
#include "fake-jlis/pictures/jpeg2000.hpp"
#include "fake-jlis/pictures/portrait.hpp"
#include "fake-jlis/pictures/text.hpp"

namespace tameshi::jlis::personalisation {
namespace {

// OURS: the sizes of real name and address images are not known.
constexpr pictures::TextBox name_box{.width = 360, .height = 40, .pixels = 26};
constexpr pictures::TextBox address_box{.width = 480, .height = 72, .pixels = 22};
// OURS: 35 mm by 45 mm, as the applicant's photograph is, and a size that fits a card.
constexpr pictures::PortraitSize photograph_size{.width = 280, .height = 360};
constexpr std::size_t photograph_bytes = 9000;

// What a portrait shows is invented from the persona's id; only the age and the sex are looked at.
pictures::Traits traits_of(const registry::Persona& persona) {
  const auto seed = openssl::sha256(bytes_of("portrait of " + persona.id));
  pictures::Traits traits;
  std::copy_n(seed.begin(), traits.seed.size(), traits.seed.begin());
  traits.born = static_cast<int>(persona.birth.date.year());
  traits.long_hair =
      persona.sex == registry::Sex::female || (persona.sex == registry::Sex::unknown && seed[0] % 2 == 0);
  return traits;
}

}  // namespace

Words pictures_of(const registry::Persona& persona, Images images) {
  if (images == Images::absent) {
    return {{"name-image", {}},
            {"address-image", {}},
            {"photograph", {}},
            {"security-code-image", {}},
            {"number-image", {}}};
  }
  // The photograph takes as long as all the others together.
  auto photograph = std::async(std::launch::async, [&] {
    return pictures::jpeg2000(pictures::portrait(traits_of(persona), photograph_size), photograph_bytes);
  });
  Words out{{"name-image", pictures::text_png(persona.name, name_box)},
            {"address-image", pictures::text_png(persona.address, address_box)},
            {"security-code-image", pictures::digits_png(persona.card.security_code.plain())},
            {"number-image", pictures::digits_png(persona.my_number)}};
  out["photograph"] = photograph.get();
  return out;
}

}  // namespace tameshi::jlis::personalisation
