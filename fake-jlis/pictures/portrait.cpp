#include "fake-jlis/pictures/portrait.hpp"

#include <algorithm>
#include <numbers>

#include "fake-jlis/pictures/surface.hpp"

namespace tameshi::jlis::pictures {
namespace {

// The canvas on which everything is placed; scaled to the size asked for.
constexpr double canvas_width = 280;
constexpr double canvas_height = 360;
constexpr double middle = canvas_width / 2;
constexpr double eyes_at = 168;

struct Face {
  double width, height, skin, hair, clothes, eye_gap, eye_size, mouth;
  bool glasses, long_hair, parted_left;
};

// From `low` to `high` as the byte runs from 0 to 255.
double between(double low, double high, std::uint8_t byte) {
  constexpr double most = 255;
  return low + (high - low) * byte / most;
}

// Black until about 1960 and then lighter the longer ago; nobody's age is looked at more closely than that.
double hair_grey(const Traits& t) {
  const double dark = between(0.08, 0.24, t.seed[3]);
  if (t.born == 0 || t.born >= 1965) return dark;
  return std::min(0.72, dark + (1965 - t.born) * 0.018);
}

Face face_of(const Traits& t) {
  return {.width = between(62, 74, t.seed[0]),
          .height = between(84, 96, t.seed[1]),
          .skin = between(0.76, 0.87, t.seed[2]),
          .hair = hair_grey(t),
          .clothes = between(0.15, 0.5, t.seed[4]),
          .eye_gap = between(26, 31, t.seed[5]),
          .eye_size = between(8, 11, t.seed[6]),
          .mouth = between(15, 22, t.seed[7]),
          .glasses = t.seed[5] % 3 == 0,
          .long_hair = t.long_hair,
          .parted_left = t.seed[6] % 2 == 0};
}

void grey(cairo_t* c, double level) {
  cairo_set_source_rgb(c, level, level, level);
}

void ellipse(cairo_t* c, double x, double y, double across, double down) {
  cairo_save(c);
  cairo_translate(c, x, y);
  cairo_scale(c, across, down);
  cairo_new_sub_path(c);
  cairo_arc(c, 0, 0, 1, 0, 2 * std::numbers::pi);
  cairo_restore(c);
}

void fill_ellipse(cairo_t* c, double x, double y, double across, double down, double level) {
  grey(c, level);
  ellipse(c, x, y, across, down);
  cairo_fill(c);
}

// Light falls from the upper left.
void fill_shaded(cairo_t* c, double level) {
  const Owned<cairo_pattern_t> light(cairo_pattern_create_radial(middle - 30, 140, 20, middle, 180, 150));
  cairo_pattern_add_color_stop_rgb(light.get(), 0, level + 0.08, level + 0.08, level + 0.08);
  cairo_pattern_add_color_stop_rgb(light.get(), 1, level - 0.18, level - 0.18, level - 0.18);
  cairo_set_source(c, light.get());
  cairo_fill(c);
}

void draw_background(cairo_t* c) {
  const Owned<cairo_pattern_t> wall(cairo_pattern_create_linear(0, 0, 0, canvas_height));
  cairo_pattern_add_color_stop_rgb(wall.get(), 0, 0.97, 0.97, 0.97);
  cairo_pattern_add_color_stop_rgb(wall.get(), 1, 0.88, 0.88, 0.88);
  cairo_set_source(c, wall.get());
  cairo_paint(c);
}

void draw_hair_behind(cairo_t* c, const Face& f) {
  const double down = f.long_hair ? 128 : 92;
  fill_ellipse(c, middle, 150 + (down - 92) * 0.75, f.width + 17, down, f.hair);
}

void draw_shoulders(cairo_t* c, const Face& f) {
  grey(c, f.clothes);
  cairo_move_to(c, 18, canvas_height);
  cairo_curve_to(c, 24, 300, 70, 288, middle - 28, 276);
  cairo_line_to(c, middle + 28, 276);
  cairo_curve_to(c, 210, 288, 256, 300, 262, canvas_height);
  cairo_close_path(c);
  cairo_fill(c);
}

void draw_neck(cairo_t* c, const Face& f) {
  cairo_rectangle(c, middle - 24, 225, 48, 48);
  ellipse(c, middle, 274, 25, 17);
  fill_shaded(c, f.skin - 0.1);
}

void draw_collar(cairo_t* c) {
  grey(c, 0.95);
  for (const double side : {-1.0, 1.0}) {
    cairo_move_to(c, middle + side * 27, 268);
    cairo_line_to(c, middle, 304);
    cairo_line_to(c, middle + side * 40, 296);
    cairo_close_path(c);
    cairo_fill(c);
  }
}

void draw_head(cairo_t* c, const Face& f) {
  for (const double side : {-1.0, 1.0}) {
    ellipse(c, middle + side * f.width, 178, 9, 16);
    fill_shaded(c, f.skin - 0.05);
  }
  ellipse(c, middle, 170, f.width, f.height);
  fill_shaded(c, f.skin);
}

// A fringe: what lies between the skull and a curve from temple to temple.
void draw_hair_in_front(cairo_t* c, const Face& f) {
  const double lean = f.parted_left ? -26 : 26;
  grey(c, f.hair);
  cairo_save(c);
  ellipse(c, middle, 158, f.width + 8, f.height + 2);
  cairo_clip(c);
  cairo_move_to(c, middle - f.width - 12, 172);
  cairo_curve_to(c, middle - f.width + 10, 120, middle + lean - 20, 118, middle + lean, 104);
  cairo_curve_to(c, middle + lean + 20, 122, middle + f.width - 10, 124, middle + f.width + 12, 172);
  cairo_line_to(c, middle + f.width + 12, 40);
  cairo_line_to(c, middle - f.width - 12, 40);
  cairo_close_path(c);
  cairo_fill(c);
  cairo_restore(c);
}

void draw_eye(cairo_t* c, const Face& f, double x) {
  fill_ellipse(c, x, eyes_at, f.eye_size + 1, f.eye_size * 0.5, 0.97);
  fill_ellipse(c, x, eyes_at, f.eye_size * 0.48, f.eye_size * 0.48, 0.12);
  fill_ellipse(c, x - 1.5, eyes_at - 1.5, 1.2, 1.2, 1);
  grey(c, 0.15);
  cairo_set_line_width(c, 2);
  cairo_move_to(c, x - f.eye_size - 1, eyes_at);
  cairo_curve_to(c, x - 4, eyes_at - f.eye_size * 0.7, x + 4, eyes_at - f.eye_size * 0.7, x + f.eye_size + 1,
                 eyes_at);
  cairo_stroke(c);
  grey(c, std::min(f.hair + 0.08, 0.5));
  cairo_set_line_width(c, 4);
  cairo_move_to(c, x - 13, eyes_at - 17);
  cairo_curve_to(c, x - 5, eyes_at - 22, x + 5, eyes_at - 22, x + 13, eyes_at - 17);
  cairo_stroke(c);
}

void draw_glasses(cairo_t* c, const Face& f) {
  grey(c, 0.2);
  cairo_set_line_width(c, 2.5);
  for (const double side : {-1.0, 1.0}) {
    ellipse(c, middle + side * f.eye_gap, eyes_at + 1, 20, 16);
    cairo_stroke(c);
    cairo_move_to(c, middle + side * (f.eye_gap + 20), eyes_at - 2);
    cairo_line_to(c, middle + side * f.width, eyes_at - 5);
    cairo_stroke(c);
  }
  cairo_move_to(c, middle - f.eye_gap + 20, eyes_at);
  cairo_line_to(c, middle + f.eye_gap - 20, eyes_at);
  cairo_stroke(c);
}

void draw_nose_and_mouth(cairo_t* c, const Face& f) {
  grey(c, f.skin - 0.28);
  cairo_set_line_width(c, 2.5);
  cairo_move_to(c, middle + 3, eyes_at + 12);
  cairo_curve_to(c, middle + 9, 200, middle + 11, 207, middle - 3, 207);
  cairo_stroke(c);
  grey(c, f.skin - 0.42);
  cairo_set_line_width(c, 3.5);
  cairo_move_to(c, middle - f.mouth, 229);
  cairo_curve_to(c, middle - 6, 234, middle + 6, 234, middle + f.mouth, 229);
  cairo_stroke(c);
}

void draw(cairo_t* c, const Face& f) {
  draw_background(c);
  draw_hair_behind(c, f);
  draw_shoulders(c, f);
  draw_neck(c, f);
  draw_collar(c);
  draw_head(c, f);
  draw_hair_in_front(c, f);
  for (const double side : {-1.0, 1.0}) draw_eye(c, f, middle + side * f.eye_gap);
  draw_nose_and_mouth(c, f);
  if (f.glasses) draw_glasses(c, f);
}

GreyImage greys_of(cairo_surface_t* surface, const PortraitSize& size) {
  constexpr std::size_t bytes_per_dot = 4;
  cairo_surface_flush(surface);
  const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface));
  const auto* dots = cairo_image_surface_get_data(surface);
  GreyImage out{size.width, size.height, {}};
  for (unsigned y = 0; y < size.height; ++y) {
    // All three colours are the same; the second byte is one of them in either byte order.
    for (unsigned x = 0; x < size.width; ++x) out.dots.push_back(dots[y * stride + x * bytes_per_dot + 1]);
  }
  return out;
}

}  // namespace

GreyImage portrait(const Traits& traits, const PortraitSize& size) {
  const auto surface = make_surface(CAIRO_FORMAT_RGB24, size.width, size.height);
  const Owned<cairo_t> c(cairo_create(surface.get()));
  cairo_scale(c.get(), size.width / canvas_width, size.height / canvas_height);
  draw(c.get(), face_of(traits));
  return greys_of(surface.get(), size);
}

}  // namespace tameshi::jlis::pictures
