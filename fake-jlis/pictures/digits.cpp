#include "fake-jlis/pictures/digits.hpp"

#include <fmt/format.h>

#include <array>
#include <string>

#include "base/resources.hpp"
#include "base/yaml_reader.hpp"

namespace tameshi::jlis::pictures {
namespace {

constexpr unsigned width = 6;
constexpr unsigned height = 12;
constexpr std::string_view file = "fixtures/pictures/digits.yaml";

using Digit = std::vector<std::string>;  // rows of '#' and '.'

Digit read_digit(yaml::Fields& rows, char digit) {
  auto out = rows.texts(std::string_view(&digit, 1));
  bool fits = out.size() == height;
  for (const auto& row : out) fits = fits && row.size() == width;
  if (!fits) rows.problems().add(rows.place(), fmt::format("digit {} is not {} by {}", digit, width, height));
  return out;
}

std::array<Digit, 10> read_digits() {
  yaml::Problems problems;
  std::array<Digit, 10> out;
  if (const auto node = yaml::read(resources::find(file).value_or(""), std::string(file), problems)) {
    yaml::Fields f(*node, "the digits", problems);
    f.integer("width", width, width);
    f.integer("height", height, height);
    if (const auto* digits = f.required("digits")) {
      yaml::Fields rows(*digits, "the digits", problems);
      for (char digit = '0'; digit <= '9'; ++digit)
        out[static_cast<std::size_t>(digit - '0')] = read_digit(rows, digit);
      rows.finish();
    }
    f.finish();
  }
  if (!problems.empty()) throw Trouble(problems.all().front());
  return out;
}

}  // namespace

Bitmap digits_bitmap(std::string_view digits) {
  static const auto shapes = read_digits();
  Bitmap out(width * static_cast<unsigned>(digits.size()), height);
  for (unsigned place = 0; place < digits.size(); ++place) {
    const auto& shape = shapes.at(static_cast<std::size_t>(digits[place] - '0'));
    for (unsigned y = 0; y < height; ++y) {
      for (unsigned x = 0; x < width; ++x) {
        if (shape[y][x] == '#') out.set(place * width + x, y);
      }
    }
  }
  return out;
}

Bytes digits_png(std::string_view digits) {
  return to_png(digits_bitmap(digits));
}

}  // namespace tameshi::jlis::pictures
