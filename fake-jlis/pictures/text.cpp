#include "fake-jlis/pictures/text.hpp"

#include <algorithm>

#include "fake-jlis/pictures/surface.hpp"

namespace tameshi::jlis::pictures {
namespace {

// No hints and no subpixels: the same dots whatever the desktop's settings are.
Owned<PangoContext> make_context() {
  Owned<PangoContext> context(pango_font_map_create_context(pango_cairo_font_map_get_default()));
  const Owned<cairo_font_options_t> options(cairo_font_options_create());
  cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_ON);
  pango_cairo_context_set_font_options(context.get(), options.get());
  pango_cairo_context_set_resolution(context.get(), 72);
  pango_context_set_language(context.get(), pango_language_from_string("ja"));
  return context;
}

bool is_called(PangoFont* font, std::string_view name) {
  if (font == nullptr) return false;
  const Owned<PangoFontDescription> described(pango_font_describe(font));
  const auto* family = pango_font_description_get_family(described.get());
  return family != nullptr && std::string_view(family) == name;
}

// Fontconfig answers with its nearest font when it has none of that name.
Owned<PangoFont> load_font(PangoContext* context, const PangoFontDescription* description) {
  const std::string name = pango_font_description_get_family(description);
  Owned<PangoFont> font(pango_context_load_font(context, description));
  if (!is_called(font.get(), name)) {
    throw Trouble("there is no font \"" + name + "\" to draw a card's images with", "fontconfig",
                  "install the package fonts-noto-cjk");
  }
  return font;
}

// Variation selectors choose a form of the character before them and are no character by themselves.
bool is_selector(gunichar c) {
  return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

std::string drawable(const std::string& text, PangoFont* font) {
  std::string out;
  const char* next = nullptr;
  for (const char* at = text.c_str(); *at != '\0'; at = next) {
    next = g_utf8_next_char(at);
    const auto c = g_utf8_get_char(at);
    const bool drawn = is_selector(c) || pango_font_has_char(font, c) != 0;
    out += drawn ? std::string_view(at, next) : std::string_view("〓");
  }
  return out;
}

// Where an address is broken, nothing is added.
struct AttributesRelease {
  void operator()(PangoAttrList* p) const { pango_attr_list_unref(p); }
};
void without_hyphens(PangoLayout* layout) {
  const std::unique_ptr<PangoAttrList, AttributesRelease> attributes(pango_attr_list_new());
  pango_attr_list_insert(attributes.get(), pango_attr_insert_hyphens_new(FALSE));
  pango_layout_set_attributes(layout, attributes.get());
}

struct Lines {
  Owned<PangoContext> context = make_context();
  Owned<PangoLayout> layout{pango_layout_new(context.get())};
};

Lines lay_out(const std::string& text, const TextBox& box) {
  Lines lines;
  const Owned<PangoFontDescription> description(pango_font_description_new());
  pango_font_description_set_family(description.get(), box.font);
  pango_font_description_set_absolute_size(description.get(), double{PANGO_SCALE} * box.pixels);
  const auto font = load_font(lines.context.get(), description.get());
  const auto shown = drawable(text, font.get());
  pango_layout_set_font_description(lines.layout.get(), description.get());
  pango_layout_set_text(lines.layout.get(), shown.c_str(), static_cast<int>(shown.size()));
  pango_layout_set_width(lines.layout.get(), static_cast<int>(box.width * PANGO_SCALE));
  pango_layout_set_wrap(lines.layout.get(), PANGO_WRAP_WORD_CHAR);
  without_hyphens(lines.layout.get());
  return lines;
}

unsigned height_of(PangoLayout* layout, unsigned least) {
  int height = 0;
  pango_layout_get_pixel_size(layout, nullptr, &height);
  return std::max(static_cast<unsigned>(height), least);
}

// Half covered is black.
Bitmap threshold(cairo_surface_t* surface, const TextBox& box, unsigned height) {
  constexpr std::uint8_t half = 0x70;
  cairo_surface_flush(surface);
  const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface));
  const auto* dots = cairo_image_surface_get_data(surface);
  Bitmap out(box.width, height);
  for (unsigned y = 0; y < height; ++y) {
    for (unsigned x = 0; x < box.width; ++x) {
      if (dots[y * stride + x] >= half) out.set(x, y);
    }
  }
  return out;
}

}  // namespace

Bytes text_png(const std::string& text, const TextBox& box) {
  const auto lines = lay_out(text, box);
  const auto height = height_of(lines.layout.get(), box.height);
  const auto surface = make_surface(CAIRO_FORMAT_A8, box.width, height);
  const Owned<cairo_t> cairo(cairo_create(surface.get()));
  pango_cairo_show_layout(cairo.get(), lines.layout.get());
  return to_png(threshold(surface.get(), box, height));
}

}  // namespace tameshi::jlis::pictures
