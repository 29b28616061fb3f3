#include "fake-jlis/documents/pdf_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "fake-jlis/documents/pdf_stream.hpp"

namespace tameshi::jlis::documents::pdf {
namespace {

constexpr std::size_t most_sections = 256;
constexpr long highest_number = 1'000'000;
constexpr std::size_t most_spent = 512UL * 1024 * 1024;  // OURS, as all of these
constexpr std::size_t cost_of_object = 64;
constexpr std::size_t cost_of_entry = 2;         // of the cross-references, in objects
constexpr std::size_t cost_of_unpacking = 1024;  // what zlib sets up, however little it is

constexpr std::string_view white("\0\t\n\f\r ", 6);

std::size_t without_white_end(std::string_view text) {
  const auto last = text.find_last_not_of(white);
  return last == std::string_view::npos ? 0 : last + 1;
}

tl::unexpected<Problem> at_byte(std::string_view what, std::size_t at) {
  return failure(std::string(what), fmt::format("byte {}", at));
}

}  // namespace

// An object stream: its text, and where in it each object begins.
struct File::Unpacked {
  Bytes text;
  std::vector<std::pair<long, std::size_t>> places;  // number and offset
};

// A section of cross-references: its dictionary, whose Prev leads on.
struct File::Section {
  Object trailer;
  SectionKind kind = SectionKind::table;
};

File::File(ByteView bytes, Cost cost)
    : bytes_(bytes), unpacked_(std::make_shared<std::map<long, Unpacked>>()), cost_(std::move(cost)) {}

Fault File::refusal(const Problem& problem) const {
  return fault(*cost_ > most_spent ? "too-large" : "malformed", to_string(problem));
}

Read<File> File::open(ByteView bytes, Cost cost) {
  File out(bytes, std::move(cost));
  if (auto read = out.read(); !read) return tl::unexpected(out.refusal(read.error()));
  if (!out.trailer_.at("Encrypt").is_null()) return refused("unsupported-format", "the PDF is encrypted");
  return out;
}

Result<void> File::spend(std::size_t read, std::size_t objects) const {
  *cost_ += read + objects * cost_of_object;
  if (*cost_ > most_spent) return failure("the file takes more time to read than we give");
  return {};
}

// "startxref", the offset, "%%EOF" (ISO 32000-1 §7.5.5).
Result<std::size_t> File::find_newest_section() const {
  constexpr std::string_view mark = "startxref";
  constexpr std::string_view end = "%%EOF";
  const auto text = text_of(bytes_).substr(0, without_white_end(text_of(bytes_)));
  if (!text.ends_with(end)) return at_byte("the file does not end with %%EOF", text.size());
  const auto at = text.rfind(mark);
  if (at == std::string_view::npos) return at_byte("startxref is missing", text.size());
  Parser parser(bytes_.first(text.size() - end.size()), at + mark.size());
  TRY(const auto offset, parser.number());
  if (without_white_end(text.substr(parser.at(), text.size() - end.size() - parser.at())) != 0)
    return at_byte("something stands behind startxref", parser.at());
  if (static_cast<std::size_t>(offset) >= bytes_.size())
    return at_byte("startxref leads out of the file", at);
  return static_cast<std::size_t>(offset);
}

// From the newest section along Prev; what a newer one says stands.
Result<void> File::read() {
  constexpr std::string_view header = "%PDF-";
  if (!text_of(bytes_).starts_with(header)) return at_byte("the file does not begin with %PDF-", 0);
  TRY(newest_section_, find_newest_section());
  std::set<std::size_t> seen;
  for (auto at = newest_section_;;) {
    if (!seen.insert(at).second || seen.size() > most_sections)
      return at_byte("the sections of cross-references go in a circle, or are too many", at);
    TRY(const auto section, read_section(at));
    if (seen.size() == 1) {
      trailer_ = section.trailer;
      newest_kind_ = section.kind;
    }
    const auto& previous = section.trailer.at("Prev");
    if (previous.is_null()) break;
    if (!previous.is_integer() || previous.number < 0 ||
        static_cast<std::size_t>(previous.number) >= bytes_.size())
      return at_byte("Prev leads out of the file", at);
    at = static_cast<std::size_t>(previous.number);
  }
  if (!trailer_.at("Root").is_reference()) return at_byte("the trailer has no Root", newest_section_);
  return {};
}

Result<File::Section> File::read_section(std::size_t offset) {
  Parser parser(bytes_, offset);
  return parser.take("xref") ? read_table(parser) : read_stream(offset);
}

void File::add(long number, const Location& location) {
  locations_.emplace(number, location);
}

// §7.5.4. In a hybrid file (§7.5.8.4) what the table calls free may be in the stream that XRefStm names.
Result<File::Section> File::read_table(Parser parser) {
  std::vector<long> free;
  std::size_t entries = 0;
  const auto begin = parser.at();
  while (!parser.take("trailer")) {
    TRY(const auto first, parser.number());
    TRY(const auto count, parser.number());
    if (first > highest_number || count > highest_number || first + count > highest_number)
      return at_byte("a section of cross-references has more entries than we read", parser.at());
    for (long number = first; number < first + count; ++number, ++entries) {
      TRY(const auto offset, parser.number());
      TRY(const auto generation, parser.number());
      if (parser.take("n")) {
        add(number, {Location::Kind::offset, static_cast<std::size_t>(offset), generation});
      } else if (parser.take("f")) {
        free.push_back(number);
      } else {
        return at_byte("an entry of the cross-references is neither n nor f", parser.at());
      }
    }
  }
  TRY(auto trailer, parser.object());
  if (auto paid = spend(parser.at() - begin, parser.count() + entries * cost_of_entry); !paid)
    return tl::unexpected(paid.error());
  const auto& hybrid = trailer.at("XRefStm");
  if (hybrid.is_integer()) {
    if (hybrid.number < 0 || static_cast<std::size_t>(hybrid.number) >= bytes_.size())
      return at_byte("XRefStm leads out of the file", parser.at());
    if (auto read = read_stream(static_cast<std::size_t>(hybrid.number)); !read) return read;
  }
  for (const auto number : free) add(number, {});
  return Section{std::move(trailer), SectionKind::table};
}

// §7.5.8.
Result<File::Section> File::read_stream(std::size_t offset) {
  TRY(auto dictionary, object_at(offset, std::nullopt));
  if (!dictionary.is_stream || !dictionary.at("Type").is_name("XRef"))
    return at_byte("there are no cross-references", offset);
  TRY(const auto data, data_of(dictionary));
  TRY(const auto rows, decoded(dictionary, data));
  if (auto paid = spend(rows.size() + cost_of_unpacking, 0); !paid) return tl::unexpected(paid.error());
  if (auto added = add_stream_entries(dictionary, rows); !added) return tl::unexpected(added.error());
  return Section{std::move(dictionary), SectionKind::stream};
}

Result<void> File::add_stream_entries(const Object& dictionary, ByteView rows) {
  std::vector<std::size_t> widths;
  for (const auto& item : dictionary.at("W").items) {
    if (!item.is_integer() || item.number < 0 || item.number > 8) return failure("a width in W that is none");
    widths.push_back(static_cast<std::size_t>(item.number));
  }
  if (widths.size() != 3) return failure("W has not three widths");
  const auto field = [&](std::size_t width) {
    std::uint64_t value = 0;
    for (; width > 0; --width, rows = rows.subspan(1)) value = (value << 8) | rows[0];
    return static_cast<long>(value);
  };
  auto index = dictionary.at("Index");
  if (index.is_null()) index = array({integer(0), dictionary.at("Size")});
  if (index.items.size() % 2 != 0) return failure("Index is not made of pairs");
  for (std::size_t i = 0; i < index.items.size(); i += 2) {
    const auto first = index.items[i].number;
    const auto count = index.items[i + 1].number;
    if (first < 0 || count < 0 || first > highest_number || count > highest_number)
      return failure("a section of cross-references has more entries than we read");
    if (auto paid = spend(0, static_cast<std::size_t>(count) * cost_of_entry); !paid) return paid;
    for (long number = first; number < first + count; ++number) {
      if (rows.size() < widths[0] + widths[1] + widths[2] || rows.empty())
        return failure("a stream of cross-references is too short");
      const auto type = widths[0] == 0 ? 1 : field(widths[0]);
      const auto second = static_cast<std::size_t>(field(widths[1]));
      const auto third = field(widths[2]);
      const auto kind = type == 1   ? Location::Kind::offset
                        : type == 2 ? Location::Kind::in_stream
                                    : Location::Kind::free;
      add(number, kind == Location::Kind::free ? Location{} : Location{kind, second, third});
    }
  }
  return {};
}

std::optional<Location> File::location_of(long number) const {
  const auto found = locations_.find(number);
  if (found == locations_.end() || found->second.kind == Location::Kind::free) return std::nullopt;
  return found->second;
}

Result<Object> File::object(long number) const {
  const auto location = location_of(number);
  if (!location) return Object();
  return location->kind == Location::Kind::offset ? object_at(location->at, number)
                                                  : object_in_stream(number, *location);
}

// "12 0 obj … endobj", or "stream" before data (§7.3.10, §7.3.8).
Result<Object> File::object_at(std::size_t offset, std::optional<long> number) const {
  if (offset >= bytes_.size()) return at_byte("an object would be behind the file's end", offset);
  Parser parser(bytes_, offset);
  TRY(const auto found, parser.number());
  TRY([[maybe_unused]] auto generation, parser.number());
  if (!parser.take("obj") || (number && found != *number)) return at_byte("the object is not there", offset);
  auto out = parser.object();
  if (auto paid = spend(parser.at() - offset, parser.count()); !paid) return tl::unexpected(paid.error());
  if (!out) return out;
  if (parser.take("endobj")) return out;
  if (!out->is_dictionary() || !parser.take("stream")) return at_byte("an object does not end", parser.at());
  auto data = parser.at();
  if (data < bytes_.size() && bytes_[data] == '\r') ++data;
  if (data >= bytes_.size() || bytes_[data] != '\n')
    return at_byte("a stream does not begin on a line of its own", data);
  out->is_stream = true;
  out->data = data + 1;
  return out;
}

Result<ByteView> File::data_of(const Object& stream) const {
  const auto& said = stream.at("Length");
  // A length within a stream could be within the one whose length it is.
  const auto location = said.is_reference() ? location_of(said.number) : std::nullopt;
  if (location && location->kind != Location::Kind::offset)
    return at_byte("the length of a stream is in a stream", stream.data);
  TRY(const auto length, resolved(said));
  if (!length.is_integer() || length.number < 0 ||
      static_cast<std::size_t>(length.number) > bytes_.size() - stream.data)
    return at_byte("a stream is longer than the file", stream.data);
  const auto out = bytes_.subspan(stream.data, static_cast<std::size_t>(length.number));
  Parser behind(bytes_, stream.data + out.size());
  if (!behind.take("endstream")) return at_byte("a stream does not end where its length says", behind.at());
  return out;
}

// §7.5.7: pairs of number and offset, then the objects.
Result<const File::Unpacked*> File::unpacked(long stream) const {
  if (const auto found = unpacked_->find(stream); found != unpacked_->end()) return &found->second;
  const auto location = location_of(stream);
  if (!location || location->kind != Location::Kind::offset) return failure("an object stream is missing");
  TRY(const auto dictionary, object_at(location->at, stream));
  if (!dictionary.is_stream || !dictionary.at("Type").is_name("ObjStm"))
    return failure("an object stream is none");
  TRY(const auto data, data_of(dictionary));
  Unpacked out;
  TRY(out.text, decoded(dictionary, data));
  if (auto paid = spend(out.text.size() + cost_of_unpacking, 0); !paid) return tl::unexpected(paid.error());
  const auto first = dictionary.at("First").number;
  const auto count = dictionary.at("N").number;
  if (first < 0 || static_cast<std::size_t>(first) > out.text.size() || count < 0 || count > highest_number)
    return failure("an object stream is not as it says");
  Parser parser(ByteView(out.text).first(static_cast<std::size_t>(first)));
  for (long i = 0; i < count; ++i) {
    TRY(const auto number, parser.number());
    TRY(const auto offset, parser.number());
    out.places.emplace_back(number, static_cast<std::size_t>(first + offset));
  }
  return &unpacked_->emplace(stream, std::move(out)).first->second;
}

// Its place is one in the stream's text, which no byte of the file is.
Result<Object> File::object_in_stream(long number, const Location& location) const {
  TRY(const auto* stream, unpacked(static_cast<long>(location.at)));
  const auto index = static_cast<std::size_t>(location.part);
  if (index >= stream->places.size() || stream->places[index].first != number ||
      stream->places[index].second >= stream->text.size())
    return failure("an object is not in its stream");
  Parser parser(stream->text, stream->places[index].second);
  auto out = parser.object();
  if (auto paid = spend(parser.at() - stream->places[index].second, parser.count()); !paid)
    return tl::unexpected(paid.error());
  if (out) out->begin = out->end = 0;
  return out;
}

Result<Object> File::resolved(const Object& object) const {
  if (!object.is_reference()) return object;
  TRY(auto out, this->object(object.number));
  if (out.is_reference()) return failure("a reference leads to another one");
  return out;
}

Result<Object> File::entry(const Object& dictionary, std::string_view key) const {
  return resolved(dictionary.at(key));
}

}  // namespace tameshi::jlis::documents::pdf
