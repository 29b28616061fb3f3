// A PDF file as its cross-references say (ISO 32000-1 §7.5), all revisions on top of each other. The
// beginning of a file up to the end of a revision is a file itself: what somebody saw who signed it.
//
// Our own reader and not a library: a verifier wants the offsets of what it reads, must not repair what is
// broken, and must bound what a few bytes unpack to (qpdf 11.3 and poppler do not).
#pragma once

#include <map>
#include <memory>
#include <optional>

#include "fake-jlis/documents/fault.hpp"
#include "fake-jlis/documents/pdf_object.hpp"

namespace tameshi::jlis::documents::pdf {

// Where an object is.
struct Location {
  enum class Kind : std::uint8_t { free, offset, in_stream } kind = Kind::free;
  std::size_t at = 0;  // the offset, or the number of the stream
  long part = 0;       // the generation, or the place in the stream

  bool operator==(const Location&) const = default;
};

enum class SectionKind : std::uint8_t { table, stream };

// What reading has cost, in bytes read and objects made: objects may overlap and streams unpack to much, so
// that a small file could cost more than it has bytes. Shared by all that is read of one file.
using Cost = std::shared_ptr<std::size_t>;
inline Cost no_cost() {
  return std::make_shared<std::size_t>(0);
}

class File {
 public:
  // Nothing but white space may follow %%EOF. The bytes must outlive it.
  static Read<File> open(ByteView bytes, Cost cost = no_cost());
  // Why something of it could not be read.
  [[nodiscard]] Fault refusal(const Problem& problem) const;

  [[nodiscard]] ByteView bytes() const { return bytes_; }
  [[nodiscard]] const Object& trailer() const { return trailer_; }
  [[nodiscard]] const std::map<long, Location>& locations() const { return locations_; }
  [[nodiscard]] std::optional<Location> location_of(long number) const;
  // Where its newest section of cross-references is, and what it is.
  [[nodiscard]] std::size_t newest_section() const { return newest_section_; }
  [[nodiscard]] SectionKind newest_kind() const { return newest_kind_; }

  // The object of that number; null when there is none.
  [[nodiscard]] Result<Object> object(long number) const;
  // What is referred to, or the object itself.
  [[nodiscard]] Result<Object> resolved(const Object& object) const;
  // resolved(), of a dictionary's entry.
  [[nodiscard]] Result<Object> entry(const Object& dictionary, std::string_view key) const;
  [[nodiscard]] Result<Object> catalog() const { return entry(trailer_, "Root"); }
  // A stream's data, as they stand in the file.
  [[nodiscard]] Result<ByteView> data_of(const Object& stream) const;

 private:
  struct Unpacked;
  struct Section;

  File(ByteView bytes, Cost cost);
  Result<void> read();
  Result<std::size_t> find_newest_section() const;
  Result<Section> read_section(std::size_t offset);
  Result<Section> read_table(Parser parser);
  Result<Section> read_stream(std::size_t offset);
  Result<void> add_stream_entries(const Object& dictionary, ByteView rows);
  void add(long number, const Location& location);
  [[nodiscard]] Result<Object> object_at(std::size_t offset, std::optional<long> number) const;
  [[nodiscard]] Result<Object> object_in_stream(long number, const Location& location) const;
  [[nodiscard]] Result<const Unpacked*> unpacked(long stream) const;
  [[nodiscard]] Result<void> spend(std::size_t read, std::size_t objects) const;

  ByteView bytes_;
  Object trailer_;
  std::map<long, Location> locations_;
  std::size_t newest_section_ = 0;
  SectionKind newest_kind_ = SectionKind::table;
  std::shared_ptr<std::map<long, Unpacked>> unpacked_;
  Cost cost_;
};

}  // namespace tameshi::jlis::documents::pdf
