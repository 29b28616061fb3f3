#include "conformance/bundle/archive.hpp"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <set>
#include <string_view>

namespace tameshi::bundle {
namespace {

// 1980-01-01 00:00, the first day of MS-DOS (APPNOTE.TXT §4.4.6).
constexpr zip_uint16_t first_day = 1U << 5U | 1U;
// A regular file that all may read, as Unix writes it (APPNOTE.TXT §4.4.15).
constexpr zip_uint32_t plain_file = 0100644U << 16U;
constexpr zip_uint32_t kind_of_file = 0170000U << 16U;
constexpr zip_uint32_t regular_file = 0100000U << 16U;

struct Close {
  void operator()(zip_t* p) const { zip_discard(p); }
  void operator()(zip_source_t* p) const { zip_source_free(p); }
  void operator()(zip_file_t* p) const { zip_fclose(p); }
};
using Archive = std::unique_ptr<zip_t, Close>;
using Source = std::unique_ptr<zip_source_t, Close>;
using OpenFile = std::unique_ptr<zip_file_t, Close>;

class Failure {
 public:
  Failure() { zip_error_init(&error_); }
  Failure(const Failure&) = delete;
  Failure& operator=(const Failure&) = delete;
  ~Failure() { zip_error_fini(&error_); }

  zip_error_t* get() { return &error_; }
  std::string text() { return zip_error_strerror(&error_); }

 private:
  zip_error_t error_{};
};

[[noreturn]] void give_up(const std::string& why) {
  throw Trouble("cannot pack the bundle: " + why, "", "is there memory enough?");
}

// libzip only reads through it.
Source source_of(ByteView bytes) {
  Failure failure;
  Source out(zip_source_buffer_create(bytes.data(), bytes.size(), 0, failure.get()));
  if (!out) give_up(failure.text());
  return out;
}

void add(zip_t* archive, const File& file) {
  auto source = source_of(file.contents);
  const auto index = zip_file_add(archive, file.name.c_str(), source.get(), ZIP_FL_ENC_UTF_8);
  if (index < 0) give_up(zip_strerror(archive));
  static_cast<void>(source.release());  // the archive's now
  const auto at = static_cast<zip_uint64_t>(index);
  if (zip_set_file_compression(archive, at, ZIP_CM_STORE, 0) != 0 ||
      zip_file_set_dostime(archive, at, 0, first_day, 0) != 0 ||
      zip_file_set_external_attributes(archive, at, 0, ZIP_OPSYS_UNIX, plain_file) != 0)
    give_up(zip_strerror(archive));
}

Bytes read_back(zip_source_t* source) {
  zip_stat_t stat;
  if (zip_source_stat(source, &stat) != 0 || zip_source_open(source) != 0) give_up("it cannot be read back");
  Bytes out(stat.size);
  const auto got = zip_source_read(source, out.data(), out.size());
  zip_source_close(source);
  if (got != static_cast<zip_int64_t>(out.size())) give_up("it cannot be read back");
  return out;
}

Result<void> check_entry(const zip_stat_t& stat, std::size_t archive_size) {
  constexpr zip_uint64_t wanted =
      ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
  if ((stat.valid & wanted) != wanted) return failure("an entry of the archive is not complete");
  const std::string name(stat.name);
  if (!is_plain_name(name))
    return failure("this name of an entry may lead out of the folder, or means another file elsewhere", name);
  if (stat.encryption_method != ZIP_EM_NONE) return failure("the entry is encrypted", name);
  if (stat.comp_method != ZIP_CM_STORE) return failure("the entry is compressed", name);
  if (stat.size > archive_size || stat.comp_size > archive_size)
    return failure("the entry says that it is larger than the archive", name);
  return {};
}

Result<void> check_kind(zip_t* archive, zip_uint64_t index, const std::string& name) {
  zip_uint8_t system = 0;
  zip_uint32_t attributes = 0;
  if (zip_file_get_external_attributes(archive, index, 0, &system, &attributes) != 0 ||
      system != ZIP_OPSYS_UNIX || (attributes & kind_of_file) != regular_file)
    return failure("the entry is a link, a folder or a device, or does not say what it is", name);
  return {};
}

Result<Bytes> contents_of(zip_t* archive, zip_uint64_t index, const zip_stat_t& stat) {
  const OpenFile file(zip_fopen_index(archive, index, 0));
  if (!file) return failure(fmt::format("cannot be read: {}", zip_strerror(archive)), stat.name);
  Bytes out(stat.size);
  if (zip_fread(file.get(), out.data(), out.size()) != static_cast<zip_int64_t>(out.size()))
    return failure("is shorter than it says", stat.name);
  // libzip compares the checksum where it comes upon the end.
  std::uint8_t more = 0;
  const auto got = zip_fread(file.get(), &more, 1);
  if (got < 0) return failure(fmt::format("cannot be read: {}", zip_file_strerror(file.get())), stat.name);
  if (got > 0) return failure("is longer than it says", stat.name);
  return out;
}

Result<std::vector<File>> files_in(zip_t* archive, std::size_t archive_size) {
  std::vector<File> out;
  std::set<std::string> names;
  const auto count = static_cast<zip_uint64_t>(zip_get_num_entries(archive, 0));
  if (count > most_files) return failure(fmt::format("{} entries are more than any bundle has", count));
  for (zip_uint64_t index = 0; index < count; ++index) {
    zip_stat_t stat;
    if (zip_stat_index(archive, index, ZIP_FL_ENC_RAW, &stat) != 0)
      return failure(fmt::format("entry {} cannot be read: {}", index + 1, zip_strerror(archive)));
    if (auto checked = check_entry(stat, archive_size); !checked) return tl::unexpected(checked.error());
    if (auto checked = check_kind(archive, index, stat.name); !checked)
      return tl::unexpected(checked.error());
    if (!names.insert(stat.name).second) return failure("the name stands twice in the archive", stat.name);
    TRY(auto contents, contents_of(archive, index, stat));
    out.push_back({stat.name, std::move(contents)});
  }
  return out;
}

Result<Archive> opened(ByteView bytes) {
  Failure failed;
  auto source = source_of(bytes);
  // CHECKCONS: the headers beside the files and those in the directory must agree.
  Archive out(zip_open_from_source(source.get(), ZIP_RDONLY | ZIP_CHECKCONS, failed.get()));
  if (!out) return failure(fmt::format("this is no whole ZIP: {}", failed.text()));
  static_cast<void>(source.release());  // the archive's now
  return out;
}

std::size_t first_difference(ByteView a, ByteView b) {
  const auto both = std::min(a.size(), b.size());
  return static_cast<std::size_t>(
      std::mismatch(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(both), b.begin()).first - a.begin());
}

}  // namespace

bool is_plain_name(std::string_view name) {
  constexpr std::size_t longest = 200;
  constexpr std::string_view signs = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./";
  if (name.empty() || name.size() > longest || name.find_first_not_of(signs) != std::string_view::npos)
    return false;
  for (std::size_t begin = 0; begin <= name.size();) {
    const auto end = std::min(name.find('/', begin), name.size());
    const auto part = name.substr(begin, end - begin);
    if (part.empty() || part == "." || part == "..") return false;
    begin = end + 1;
  }
  return true;
}

Bytes pack(const std::vector<File>& files) {
  Failure failure;
  Source whole(zip_source_buffer_create(nullptr, 0, 0, failure.get()));
  if (!whole) give_up(failure.text());
  Archive archive(zip_open_from_source(whole.get(), ZIP_TRUNCATE, failure.get()));
  if (!archive) give_up(failure.text());
  zip_source_keep(whole.get());  // one for us, one for the archive
  for (const auto& file : files) {
    if (!is_plain_name(file.name)) give_up(file.name + " is no name for a file in it");
    add(archive.get(), file);
  }
  if (zip_close(archive.get()) != 0) give_up(zip_strerror(archive.get()));
  static_cast<void>(archive.release());  // closing has freed it
  return read_back(whole.get());
}

Result<std::vector<File>> unpack(ByteView archive) {
  if (archive.size() > largest_archive) return failure("the archive is larger than any bundle");
  TRY(const auto open, opened(archive));
  TRY(auto files, files_in(open.get(), archive.size()));
  if (files.empty()) return failure("the archive is empty");
  const auto again = pack(files);
  if (!std::equal(again.begin(), again.end(), archive.begin(), archive.end()))
    return failure("the archive is not as Tameshi packs these files",
                   fmt::format("byte {}", first_difference(archive, again)),
                   "somebody has packed it anew, or changed what no checksum covers");
  return files;
}

}  // namespace tameshi::bundle
