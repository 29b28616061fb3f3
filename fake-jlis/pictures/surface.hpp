// cairo and pango behind owned handles; only files of this room include it.
#pragma once

#include <pango/pangocairo.h>

#include <memory>

#include "base/result.hpp"

namespace tameshi::jlis::pictures {

struct Release {
  void operator()(cairo_surface_t* p) const { cairo_surface_destroy(p); }
  void operator()(cairo_t* p) const { cairo_destroy(p); }
  void operator()(cairo_pattern_t* p) const { cairo_pattern_destroy(p); }
  void operator()(cairo_font_options_t* p) const { cairo_font_options_destroy(p); }
  void operator()(PangoFontDescription* p) const { pango_font_description_free(p); }
  // Pango's objects are GObjects.
  template <typename T>
  void operator()(T* p) const {
    g_object_unref(p);
  }
};

template <typename T>
using Owned = std::unique_ptr<T, Release>;

inline Owned<cairo_surface_t> make_surface(cairo_format_t format, unsigned width, unsigned height) {
  Owned<cairo_surface_t> surface(
      cairo_image_surface_create(format, static_cast<int>(width), static_cast<int>(height)));
  if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS)
    throw Trouble("cannot make room for a picture", "", "");
  return surface;
}

}  // namespace tameshi::jlis::pictures
