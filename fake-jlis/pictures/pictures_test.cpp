// Pictures by their headers and by other programs. How they look, a person has seen.
#include <boost/test/unit_test.hpp>

#include "base/result.hpp"
#include "fake-jlis/pictures/digits.hpp"
#include "fake-jlis/pictures/jpeg2000.hpp"
#include "fake-jlis/pictures/portrait.hpp"
#include "fake-jlis/pictures/text.hpp"

namespace tameshi::jlis::pictures {
namespace {

constexpr TextBox box{.width = 200, .height = 40, .pixels = 20};
constexpr PortraitSize size{.width = 140, .height = 180};

// Width, height, depth and colour type of IHDR, the first chunk.
std::string header_of(const Bytes& png) {
  return hex(ByteView(png).subspan(16, 10));
}

std::string rows_of(const Bitmap& bitmap) {
  std::string out;
  for (unsigned y = 0; y < bitmap.height; ++y) {
    for (unsigned x = 0; x < bitmap.width; ++x) out += bitmap.at(x, y) ? '#' : '.';
    out += '\n';
  }
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pictures)

BOOST_AUTO_TEST_CASE(a_my_number_is_72_by_12_of_one_bit) {
  BOOST_TEST(header_of(digits_png("123456789018")) == "000000480000000C0100");
}

BOOST_AUTO_TEST_CASE(a_security_code_is_24_by_12_of_one_bit) {
  BOOST_TEST(header_of(digits_png("2285")) == "000000180000000C0100");
}

BOOST_AUTO_TEST_CASE(a_digit_looks_like_itself) {
  BOOST_TEST(
      rows_of(digits_bitmap("7")) ==
      "......\n......\n#####.\n....#.\n....#.\n...#..\n...#..\n..#...\n..#...\n.#....\n.#....\n......\n");
}

BOOST_AUTO_TEST_CASE(ten_digits_are_ten_pictures) {
  std::vector<Bytes> seen;
  for (char digit = '0'; digit <= '9'; ++digit) {
    auto png = digits_png(std::string_view(&digit, 1));
    BOOST_TEST((std::find(seen.begin(), seen.end(), png) == seen.end()));
    seen.push_back(std::move(png));
  }
}

BOOST_AUTO_TEST_CASE(short_text_keeps_the_box) {
  BOOST_TEST(header_of(text_png("試験　花子", box)) == "000000C8000000280100");
}

BOOST_AUTO_TEST_CASE(long_text_makes_it_higher_and_not_wider) {
  std::string text;
  for (int i = 0; i < 60; ++i) text += "架";
  const auto png = text_png(text, box);
  BOOST_TEST(header_of(png).substr(0, 8) == "000000C8");
  BOOST_TEST(be16(ByteView(png).subspan(22)) > 5 * box.pixels);
}

BOOST_AUTO_TEST_CASE(other_text_is_another_picture) {
  BOOST_TEST((text_png("試験　花子", box) != text_png("試験　太郎", box)));
}

BOOST_AUTO_TEST_CASE(characters_of_the_supplementary_plane_are_drawn) {
  BOOST_TEST((text_png("𠮷野", box) != text_png("〓野", box)));
}

BOOST_AUTO_TEST_CASE(a_character_that_the_font_lacks_becomes_the_geta_mark) {
  BOOST_TEST((text_png("\U0010FFFD野", box) == text_png("〓野", box)));
}

BOOST_AUTO_TEST_CASE(a_missing_font_is_trouble_that_names_the_package) {
  auto other = box;
  other.font = "No Such Font";
  const auto names_the_package = [](const Trouble& trouble) {
    return trouble.problem().cure.find("fonts-noto-cjk") != std::string::npos;
  };
  BOOST_CHECK_EXCEPTION(text_png("試験", other), Trouble, names_the_package);
}

BOOST_AUTO_TEST_CASE(the_same_text_is_the_same_bytes) {
  BOOST_TEST((text_png("東京都清瀬市", box) == text_png("東京都清瀬市", box)));
}

BOOST_AUTO_TEST_CASE(the_same_portrait_is_the_same_bytes) {
  const Traits traits{.seed = {1, 2, 3, 4, 5, 6, 7, 8}, .born = 1950, .long_hair = true};
  BOOST_TEST((jpeg2000(portrait(traits, size), 4000) == jpeg2000(portrait(traits, size), 4000)));
}

BOOST_AUTO_TEST_CASE(every_trait_shows) {
  const Traits plain{.seed = {9, 9, 9, 9, 9, 9, 9, 9}, .born = 1990, .long_hair = false};
  const auto dots = portrait(plain, size).dots;
  for (std::size_t i = 0; i < plain.seed.size(); ++i) {
    auto other = plain;
    other.seed[i] = 200;
    BOOST_TEST((portrait(other, size).dots != dots), "seed " << i);
  }
  BOOST_TEST((portrait({plain.seed, 1935, false}, size).dots != dots));
  BOOST_TEST((portrait({plain.seed, 1990, true}, size).dots != dots));
}

BOOST_AUTO_TEST_CASE(a_photograph_is_a_jp2_file_of_about_the_size_asked_for) {
  constexpr std::size_t wanted = 4000;
  const auto photo = jpeg2000(portrait({.seed = {1, 2, 3, 4, 5, 6, 7, 8}}, size), wanted);
  // The signature box, ISO/IEC 15444-1 I.5.1.
  BOOST_TEST(hex(ByteView(photo).first(12)) == "0000000C6A5020200D0A870A");
  BOOST_TEST(photo.size() < wanted + wanted / 10);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tameshi::jlis::pictures
