#include "fake-jlis/documents/pdf_text.hpp"

#include <fmt/format.h>

#include "base/openssl.hpp"
#include "base/utf8.hpp"
#include "fake-jlis/documents/pdf_object.hpp"
#include "fake-jlis/documents/utf16.hpp"

namespace tameshi::jlis::documents {
namespace {

// A4 in points, 11-point letters. Half-width letters take half the width of the others, as the font is told
// below.
constexpr int page_width = 595;
constexpr int page_height = 842;
constexpr int margin = 64;
constexpr int size = 11;
constexpr int leading = 18;
constexpr int halves_of_line = 2 * (page_width - 2 * margin) / size;
constexpr std::size_t lines_of_page = (page_height - 2 * margin) / leading;
constexpr std::size_t most_pages = 500;

using Line = std::u32string;

int halves_of(char32_t c) {
  return c < 0x80 || (c >= 0xFF61 && c <= 0xFF9F) ? 1 : 2;  // ASCII and half-width katakana
}

// Broken where a line is full, and at line ends.
std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> out(1);
  int used = 0;
  for (auto c : characters_of(text)) {
    if (c == '\r') continue;
    if (c == '\t') c = ' ';
    const int width = c == '\n' ? 0 : halves_of(c);
    if (c == '\n' || used + width > halves_of_line) {
      out.emplace_back();
      used = 0;
    }
    if (c == '\n') continue;
    out.back() += c;
    used += width;
  }
  if (out.size() > 1 && out.back().empty()) out.pop_back();
  return out;
}

std::string content_of(const std::vector<Line>& lines, std::size_t first) {
  auto out =
      fmt::format("BT\n/F1 {} Tf\n{} TL\n{} {} Td\n", size, leading, margin, page_height - margin - size);
  for (auto at = first; at < std::min(first + lines_of_page, lines.size()); ++at) {
    std::string units;
    for (const auto c : lines[at]) units += utf16_of(c);
    out += fmt::format("<{}> Tj T*\n", hex(bytes_of(units)));
  }
  return out + "ET\n";
}

// Objects in the order of their numbers, then the table (ISO 32000-1 §7.5).
Bytes file_of(const std::vector<std::string>& objects, std::string_view id) {
  std::string out = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";
  std::string table = fmt::format("xref\n0 {}\n0000000000 65535 f \n", objects.size() + 1);
  for (std::size_t i = 0; i < objects.size(); ++i) {
    table += fmt::format("{:010} 00000 n \n", out.size());
    out += fmt::format("{} 0 obj\n{}\nendobj\n", i + 1, objects[i]);
  }
  return bytes_of(
      fmt::format("{}{}trailer\n<< /Size {} /Root 1 0 R /ID [<{}> <{}>] >>\nstartxref\n{}\n%%EOF\n", out,
                  table, objects.size() + 1, id, id, out.size()));
}

// Widths by CID: 1 to 95 are ASCII, 231 to 632 half-width letters; all else is as wide as it is high.
const std::vector<std::string> font_objects{
    "<< /Type /Font /Subtype /Type0 /BaseFont /HeiseiMin-W3-UniJIS-UTF16-H /Encoding /UniJIS-UTF16-H "
    "/DescendantFonts [4 0 R] >>",
    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HeiseiMin-W3 /CIDSystemInfo << /Registry (Adobe) "
    "/Ordering "
    "(Japan1) /Supplement 5 >> /DW 1000 /W [1 95 500 231 632 500] /FontDescriptor 5 0 R >>",
    "<< /Type /FontDescriptor /FontName /HeiseiMin-W3 /Flags 6 /FontBBox [-123 -257 1001 910] /ItalicAngle 0 "
    "/Ascent 723 /Descent -241 /CapHeight 709 /StemV 69 >>"};

}  // namespace

Result<Bytes> pdf_of_text(std::string_view text) {
  if (const auto at = first_malformed_utf8(text))
    return failure("what is no UTF-8 text cannot be written on a page", fmt::format("byte {}", *at));
  const auto lines = lines_of(text);
  const auto pages = (lines.size() + lines_of_page - 1) / lines_of_page;
  if (pages > most_pages) return failure(fmt::format("the text takes more than {} pages", most_pages));
  constexpr long first_page = 6;
  std::string kids;
  std::vector<std::string> page_objects;
  for (std::size_t page = 0; page < pages; ++page) {
    const auto number = first_page + 2 * static_cast<long>(page);
    const auto content = content_of(lines, page * lines_of_page);
    kids += fmt::format("{}{} 0 R", page == 0 ? "" : " ", number);
    page_objects.push_back(fmt::format("<< /Type /Page /Parent 2 0 R /Contents {} 0 R >>", number + 1));
    page_objects.push_back(fmt::format("<< /Length {} >>\nstream\n{}endstream", content.size(), content));
  }
  std::vector<std::string> objects{"<< /Type /Catalog /Pages 2 0 R >>",
                                   fmt::format("<< /Type /Pages /Kids [{}] /Count {} /MediaBox [0 0 {} {}] "
                                               "/Resources << /Font << /F1 3 0 R >> >> >>",
                                               kids, pages, page_width, page_height)};
  objects.insert(objects.end(), font_objects.begin(), font_objects.end());
  objects.insert(objects.end(), page_objects.begin(), page_objects.end());
  constexpr std::size_t id_length = 16;
  return file_of(objects, hex(ByteView(openssl::sha256(bytes_of(text))).first(id_length)));
}

}  // namespace tameshi::jlis::documents
