// An incremental update (ISO 32000-1 §7.5.6): new and changed objects behind what is there, with
// cross-references of the kind that the file has.
#pragma once

#include <map>

#include "fake-jlis/documents/pdf_file.hpp"

namespace tameshi::jlis::documents::pdf {

class Update {
 public:
  explicit Update(const File& file);

  // The next number that is free.
  long take_number() { return next_++; }
  void put(long number, Object object) { objects_[number] = std::move(object); }
  // As it is so far: changed, or in the file.
  [[nodiscard]] Result<Object> object(long number) const;
  // Appends to the list that a dictionary has under this key, which may be an object of its own. The
  // dictionary is changed in place when the list is in it.
  [[nodiscard]] Result<void> append(Object& dictionary, std::string_view key, Object item);

  // The file with it.
  [[nodiscard]] Bytes written() const;

 private:
  void write_table(std::string& out, const std::map<long, std::size_t>& offsets) const;
  void write_stream(std::string& out, std::map<long, std::size_t> offsets) const;
  [[nodiscard]] Object trailer(long size) const;

  const File& file_;
  long next_ = 0;
  std::map<long, Object> objects_;
};

}  // namespace tameshi::jlis::documents::pdf
