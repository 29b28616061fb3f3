#include "fake-jlis/pictures/jpeg2000.hpp"

#include <openjpeg.h>

#include <algorithm>
#include <memory>

#include "base/result.hpp"

namespace tameshi::jlis::pictures {
namespace {

// OpenJPEG's codecs and streams are of the same type, void*, so each needs a deleter of its own.
struct ImageRelease {
  void operator()(opj_image_t* p) const { opj_image_destroy(p); }
};
struct CodecRelease {
  void operator()(opj_codec_t* p) const { opj_destroy_codec(p); }
};
struct StreamRelease {
  void operator()(opj_stream_t* p) const { opj_stream_destroy(p); }
};
using Image = std::unique_ptr<opj_image_t, ImageRelease>;
using Codec = std::unique_ptr<opj_codec_t, CodecRelease>;
using Stream = std::unique_ptr<opj_stream_t, StreamRelease>;

// OpenJPEG goes back to fill in the lengths of boxes.
struct Memory {
  Bytes bytes;
  std::size_t at = 0;

  void write(ByteView data) {
    bytes.resize(std::max(bytes.size(), at + data.size()));
    std::copy(data.begin(), data.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at));
    at += data.size();
  }
};

OPJ_SIZE_T write_some(void* data, OPJ_SIZE_T length, void* memory) {
  static_cast<Memory*>(memory)->write(ByteView(static_cast<const std::uint8_t*>(data), length));
  return length;
}

OPJ_OFF_T skip(OPJ_OFF_T by, void* memory) {
  static_cast<Memory*>(memory)->at += static_cast<std::size_t>(by);
  return by;
}

OPJ_BOOL seek(OPJ_OFF_T to, void* memory) {
  static_cast<Memory*>(memory)->at = static_cast<std::size_t>(to);
  return OPJ_TRUE;
}

Image make_image(const GreyImage& grey) {
  opj_image_cmptparm_t component{};
  component.dx = component.dy = 1;
  component.w = grey.width;
  component.h = grey.height;
  component.prec = 8;
  Image image(opj_image_create(1, &component, OPJ_CLRSPC_GRAY));
  if (!image) throw Trouble("OpenJPEG has no room for a picture", "", "");
  image->x1 = grey.width;
  image->y1 = grey.height;
  std::copy(grey.dots.begin(), grey.dots.end(), image->comps[0].data);
  return image;
}

Stream stream_into(Memory& memory) {
  Stream stream(opj_stream_default_create(OPJ_FALSE));
  opj_stream_set_user_data(stream.get(), &memory, nullptr);
  opj_stream_set_write_function(stream.get(), write_some);
  opj_stream_set_skip_function(stream.get(), skip);
  opj_stream_set_seek_function(stream.get(), seek);
  return stream;
}

Codec codec_for(opj_image_t& image, float ratio) {
  opj_cparameters_t parameters;
  opj_set_default_encoder_parameters(&parameters);
  parameters.tcp_numlayers = 1;
  parameters.cp_disto_alloc = 1;
  parameters.tcp_rates[0] = ratio;
  char comment[] = "FAKE, drawn by Tameshi";
  parameters.cp_comment = comment;  // copied; without it OpenJPEG writes its version
  Codec codec(opj_create_compress(OPJ_CODEC_JP2));
  if (!codec || opj_setup_encoder(codec.get(), &parameters, &image) == OPJ_FALSE)
    throw Trouble("OpenJPEG refuses our settings", "", "");
  return codec;
}

}  // namespace

Bytes jpeg2000(const GreyImage& grey, std::size_t size) {
  const auto image = make_image(grey);
  const auto codec = codec_for(*image, static_cast<float>(grey.dots.size()) / static_cast<float>(size));
  Memory memory;
  const auto stream = stream_into(memory);
  if (opj_start_compress(codec.get(), image.get(), stream.get()) == OPJ_FALSE ||
      opj_encode(codec.get(), stream.get()) == OPJ_FALSE ||
      opj_end_compress(codec.get(), stream.get()) == OPJ_FALSE) {
    throw Trouble("OpenJPEG could not encode a picture", "", "");
  }
  return memory.bytes;
}

}  // namespace tameshi::jlis::pictures
