#include "fake-jlis/documents/pdf_stream.hpp"

#include <zlib.h>

#include <algorithm>
#include <cstdlib>

namespace tameshi::jlis::documents::pdf {
namespace {

constexpr std::size_t most_decoded = 16UL * 1024 * 1024;  // OURS: a small stream can hold a very long one

Result<Bytes> inflated(ByteView data) {
  z_stream stream{};
  if (inflateInit(&stream) != Z_OK) throw Trouble("zlib does not start", "", "");
  stream.next_in = const_cast<Bytef*>(data.data());
  stream.avail_in = static_cast<uInt>(data.size());
  Bytes out;
  int state = Z_OK;
  while (state == Z_OK && out.size() < most_decoded) {
    constexpr std::size_t step = 64UL * 1024;
    out.resize(out.size() + step);
    stream.next_out = out.data() + out.size() - step;
    stream.avail_out = step;
    state = inflate(&stream, Z_NO_FLUSH);
    out.resize(out.size() - stream.avail_out);
  }
  inflateEnd(&stream);
  if (state == Z_OK) return failure("a stream is longer than we read");
  if (state != Z_STREAM_END) return failure("a stream is no zlib data");
  return out;
}

std::uint8_t paeth(int left, int up, int corner) {
  const int guess = left + up - corner;
  const int to_left = std::abs(guess - left);
  const int to_up = std::abs(guess - up);
  const int to_corner = std::abs(guess - corner);
  const int nearest = to_left <= to_up && to_left <= to_corner ? left : to_up <= to_corner ? up : corner;
  return static_cast<std::uint8_t>(nearest);
}

// PNG (ISO/IEC 15948) §9.2, one byte to a pixel: each row begins with the number of its filter.
Result<Bytes> unfiltered(ByteView data, std::size_t columns) {
  Bytes out;
  Bytes above(columns, 0);
  for (; !data.empty(); data = data.subspan(columns + 1)) {
    if (data.size() < columns + 1 || data[0] > 4)
      return failure("a stream's rows are not as its predictor says");
    Bytes row(data.begin() + 1, data.begin() + 1 + static_cast<std::ptrdiff_t>(columns));
    for (std::size_t i = 0; i < columns; ++i) {
      const int left = i == 0 ? 0 : row[i - 1];
      const int corner = i == 0 ? 0 : above[i - 1];
      const int guesses[] = {0, left, above[i], (left + above[i]) / 2, paeth(left, above[i], corner)};
      row[i] = static_cast<std::uint8_t>(row[i] + guesses[data[0]]);
    }
    append(out, row);
    above = std::move(row);
  }
  return out;
}

// The single value of an entry that may be a list of one.
const Object& single(const Object& value) {
  return value.is_array() && value.items.size() == 1 ? value.items.front() : value;
}

}  // namespace

Result<Bytes> decoded(const Object& dictionary, ByteView data) {
  const auto& filter = single(dictionary.at("Filter"));
  const auto& parameters = single(dictionary.at("DecodeParms"));
  if (filter.is_null() || (filter.is_array() && filter.items.empty())) return Bytes(data.begin(), data.end());
  if (!filter.is_name("FlateDecode"))
    return failure("a stream of the file's structure has another filter than Flate");
  TRY(auto out, inflated(data));
  const auto& predictor = parameters.at("Predictor");
  if (predictor.is_null() || predictor.number == 1) return out;
  const auto& columns = parameters.at("Columns");
  const auto count = columns.is_null() ? 1 : columns.number;
  const bool is_plain =
      (parameters.at("Colors").is_null() || parameters.at("Colors").number == 1) &&
      (parameters.at("BitsPerComponent").is_null() || parameters.at("BitsPerComponent").number == 8);
  constexpr long most_columns = 64;
  if (predictor.number < 10 || predictor.number > 15 || !is_plain || count < 1 || count > most_columns)
    return failure("a stream of the file's structure has a predictor that we do not know");
  return unfiltered(out, static_cast<std::size_t>(count));
}

}  // namespace tameshi::jlis::documents::pdf
