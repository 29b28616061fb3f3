#include "simulator/trace/forms.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "simulator/trace/show.hpp"

namespace tameshi::trace {
namespace {

std::string sex_in_words(ByteView value, const Options& options) {
  if (value.size() == 1) {
    switch (value[0]) {
      case '1':
        return "1, male";
      case '2':
        return "2, female";
      case '9':
      case '3':
        return fmt::format("{}, other", static_cast<char>(value[0]));
      case '0':
        return "0, unknown";
      default:
        break;
    }
  }
  return shown_text(value).value_or(shown_hex(value, options));
}

std::string offsets_in_words(ByteView value) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i + 1 < value.size(); i += 2)
    out.push_back(fmt::format("{}", be16(value.subspan(i))));
  return fmt::format("{}", fmt::join(out, ", "));
}

std::uint32_t be32(ByteView four) {
  return static_cast<std::uint32_t>(be16(four)) << 16 | be16(four.subspan(2));
}

// Width and height stand in the first chunk, IHDR (W3C PNG §11.2.2).
std::string png_in_words(ByteView value) {
  constexpr std::array<std::uint8_t, 8> magic{0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A};
  constexpr std::size_t dimensions = 16;
  if (value.size() < dimensions + 8 || !std::equal(magic.begin(), magic.end(), value.begin())) {
    return fmt::format("{} bytes, not a PNG", value.size());
  }
  return fmt::format("PNG, {} by {}, {} bytes", be32(value.subspan(dimensions)),
                     be32(value.subspan(dimensions + 4)), value.size());
}

// A .jp2 file begins with its signature box, a bare codestream with SOC and SIZ (ISO/IEC 15444-1).
std::string jpeg2000_in_words(ByteView value) {
  constexpr std::array<std::uint8_t, 12> box{0, 0, 0, 12, 'j', 'P', ' ', ' ', 0x0D, 0x0A, 0x87, 0x0A};
  constexpr std::array<std::uint8_t, 4> codestream{0xFF, 0x4F, 0xFF, 0x51};
  const auto begins = [&](const auto& with) {
    return value.size() >= with.size() && std::equal(with.begin(), with.end(), value.begin());
  };
  if (begins(box)) return fmt::format("JPEG 2000 file, {} bytes", value.size());
  if (begins(codestream)) return fmt::format("JPEG 2000 codestream, {} bytes", value.size());
  return fmt::format("{} bytes, not JPEG 2000", value.size());
}

std::string trimmed(ByteView field, const Options& options) {
  auto end = field.size();
  while (end > 0 && field[end - 1] == ' ') --end;
  return shown_text(field.first(end)).value_or(shown_hex(field, options));
}

struct Field {
  const char* name;
  std::size_t offset;
  std::size_t size;
  bool is_text;
};

// A CK_TOKEN_INFO (PKCS#11 §3.2) with big-endian numbers.
constexpr std::array token_fields{
    Field{"label", 0x00, 32, true},
    Field{"manufacturer", 0x20, 32, true},
    Field{"model", 0x40, 16, true},
    Field{"serial", 0x50, 16, true},
    Field{"flags", 0x60, 4, false},
    Field{"sessions, most and open", 0x64, 16, false},
    Field{"PIN length, most and least", 0x74, 8, false},
    Field{"memory", 0x7C, 16, false},
    Field{"hardware version", 0x8C, 2, true},
    Field{"firmware version", 0x8E, 2, true},
    Field{"UTC time", 0x90, 16, true},
};

constexpr std::array record_fields{
    Field{"serial number", 0, 15, true},
    Field{"municipality code", 15, 5, true},
    Field{"expiry", 20, 8, true},
};

std::string flag_in_words(std::uint8_t flag) {
  return fmt::format("{:02X}, {}", flag, flag == 0 ? "absent" : "present");
}

}  // namespace

std::string value_in_words(Form form, ByteView value, const Options& options) {
  switch (form) {
    case Form::text:
      return shown_text(value).value_or(shown_hex(value, options));
    case Form::date:
      return shown_date(value, options);
    case Form::sex:
      return sex_in_words(value, options);
    case Form::offsets:
      return offsets_in_words(value);
    case Form::key_id:
      return value.size() == key_id_size ? key_id_in_words(value) : shown_hex(value, options);
    case Form::png:
      return png_in_words(value);
    case Form::jpeg2000:
      return jpeg2000_in_words(value);
    case Form::objects:
    case Form::certificate_body:
      return {};
    case Form::hex:
      break;
  }
  return shown_hex(value, options);
}

std::string key_id_in_words(ByteView value) {
  const auto number = shown_text(value.first(7));
  const auto version = shown_text(value.subspan(9, 3));
  if (!number || !version) return spaced_hex(value);
  return fmt::format("{} {} {} {}", *number, spaced_hex(value.subspan(7, 2)), *version,
                     spaced_hex(value.subspan(12)));
}

std::string digest_name(ByteView oid) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> names{{
      {"2B0E03021A", "SHA-1"},
      {"608648016503040201", "SHA-256"},
      {"608648016503040202", "SHA-384"},
      {"608648016503040203", "SHA-512"},
  }};
  const auto wanted = hex(oid);
  for (const auto& [id, name] : names) {
    if (id == wanted) return std::string(name);
  }
  return shown_hex(oid, {});
}

std::optional<std::size_t> fixed_size(Contents contents) {
  switch (contents) {
    case Contents::token_information:
      return 0xA0;
    case Contents::presence:
      return 3;
    case Contents::card_record:
      return 30;
    default:
      return std::nullopt;
  }
}

std::vector<Node> token_information(ByteView contents, const Options& options) {
  Node out{"token information", {}, {}};
  for (const auto& field : token_fields) {
    if (contents.size() <= field.offset) break;
    // Clients read 20 or 32 bytes: the label, perhaps without its filling.
    const auto bytes = contents.subspan(field.offset, std::min(field.size, contents.size() - field.offset));
    out.inside.push_back({field.name, field.is_text ? trimmed(bytes, options) : spaced_hex(bytes), {}});
  }
  return {out};
}

std::vector<Node> presence(ByteView contents) {
  if (contents.size() < 2) return {};
  return {
      {"certificates",
       {},
       {{"signature", flag_in_words(contents[0]), {}}, {"authentication", flag_in_words(contents[1]), {}}}}};
}

std::vector<Node> card_record(ByteView contents, const Options& options) {
  constexpr std::size_t header = 2;
  constexpr std::size_t length = 28;
  if (contents.size() < header + length || contents[1] != length) return {};
  Node out{"record of the card", {}, {}};
  for (const auto& field : record_fields) {
    const auto value = contents.subspan(header + field.offset, field.size);
    out.inside.push_back(
        {field.name, field.size == 8 ? shown_date(value, options) : trimmed(value, options), {}});
  }
  return {out};
}

}  // namespace tameshi::trace
