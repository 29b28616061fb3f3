#include "fake-jlis/registry/written_name.hpp"

#include <algorithm>

namespace tameshi::jlis::registry {
namespace {

constexpr std::string_view opening = "［";
constexpr std::string_view closing = "］";
constexpr std::string_view space = "　";

struct Character {
  std::string utf8;
  bool substitute = false;
};
using Characters = std::vector<Character>;

bool continues(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80;
}

Characters split(std::string_view text) {
  Characters out;
  for (const char byte : text) {
    if (!continues(byte) || out.empty()) out.emplace_back();
    out.back().utf8 += byte;
  }
  return out;
}

Characters marked(const WrittenName& name) {
  auto out = split(name.text);
  for (const auto position : name.substitutes) {
    if (position >= 1 && position <= out.size()) out[position - 1].substitute = true;
  }
  return out;
}

Characters outside_brackets(const Characters& all) {
  Characters out;
  bool inside = false;
  for (const auto& one : all) {
    inside = inside || one.utf8 == opening;
    if (!inside) out.push_back(one);
    inside = inside && one.utf8 != closing;
  }
  return out;
}

void insert(Characters& into, std::size_t at, std::string_view what) {
  if (what.empty()) return;
  const auto bracketed = split(std::string(opening).append(what).append(closing));
  into.insert(into.begin() + static_cast<std::ptrdiff_t>(at), bracketed.begin(), bracketed.end());
}

}  // namespace

bool has_brackets(std::string_view name) {
  return name.find(opening) != std::string_view::npos;
}

WrittenName with_brackets(const WrittenName& name, std::string_view former_surname,
                          std::string_view common_name) {
  auto characters = outside_brackets(marked(name));
  insert(characters, characters.size(), common_name);
  const auto family_ends = std::find_if(characters.begin(), characters.end(), [](const Character& one) {
    return one.utf8 == space || one.utf8 == opening;
  });
  insert(characters, static_cast<std::size_t>(family_ends - characters.begin()), former_surname);
  WrittenName out;
  for (std::size_t i = 0; i < characters.size(); ++i) {
    out.text += characters[i].utf8;
    if (characters[i].substitute) out.substitutes.push_back(i + 1);
  }
  return out;
}

}  // namespace tameshi::jlis::registry
