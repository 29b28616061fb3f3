#include "conformance/bundle/archive.hpp"

#include <fmt/format.h>

#include <boost/test/unit_test.hpp>
#include <functional>

namespace tameshi::bundle {
namespace {

std::vector<File> two_files() {
  return {{"a/first.txt", bytes_of("one\n")}, {"a/other.txt", bytes_of("two\n")}, {"empty", {}}};
}

using Edit = std::function<void(std::string&)>;

// In the headers beside the files and in the directory alike.
Edit rename(std::string_view from, std::string_view to) {
  return [from, to](std::string& zip) {
    for (auto at = zip.find(from); at != std::string::npos; at = zip.find(from, at + to.size()))
      zip.replace(at, from.size(), to);
  };
}

// A field of the first file's entry in the directory (APPNOTE.TXT §4.3.12), and of its own header (§4.3.7).
Edit set(std::size_t in_directory, std::size_t in_header, const std::string& value) {
  return [=](std::string& zip) {
    zip.replace(zip.find("PK\x01\x02") + in_directory, value.size(), value);
    if (in_header != 0) zip.replace(in_header, value.size(), value);
  };
}

struct Hostile {
  std::string_view name;
  Edit edit;
  std::string_view says;
};

std::vector<Hostile> hostile() {
  using namespace std::string_literals;
  constexpr auto leads_out =
      "this name of an entry may lead out of the folder, or means another file elsewhere";
  return {
      {"parent", rename("a/first.txt", "../../x.txt"), leads_out},
      {"parent-within", rename("a/first.txt", "a/b/../.txt"), leads_out},
      {"absolute", rename("a/first.txt", "/etc/passwd"), leads_out},
      {"drive", rename("a/first.txt", "C:first.txt"), leads_out},
      {"backslash", rename("a/first.txt", "a\\first.txt"), leads_out},
      {"folder", rename("a/first.txt", "a/first.tx/"), leads_out},
      {"dot", rename("a/first.txt", "./first.txt"), leads_out},
      {"nothing-between", rename("a/first.txt", "a//irst.txt"), leads_out},
      {"control", rename("a/first.txt", "a/fi\x1bst.txt"), leads_out},
      {"twice", rename("a/other.txt", "a/first.txt"), "File already exists"},
      {"symlink", set(38, 0, "\0\0\xff\xa1"s), "the entry is a link, a folder or a device"},
      {"device", set(38, 0, "\0\0\xb6\x61"s), "the entry is a link, a folder or a device"},
      {"dos", set(5, 0, "\0"s), "the entry is a link, a folder or a device"},
      {"deflated", set(10, 8, "\x08\0"s), "the entry is compressed"},
      {"encrypted", set(8, 6, "\x01\0"s), "the entry is encrypted"},
      {"huge", [](std::string& zip) { set(20, 18, "\xff\xff\xff\x7f\xff\xff\xff\x7f"s)(zip); }, ""},
      {"checksum", set(16, 14, "\1\2\3\4"s), "cannot be read: CRC error"},
      {"other-time", set(12, 10, "\1\0"s), "the archive is not as Tameshi packs these files"},
      {"trailing", [](std::string& zip) { zip += "more"; }, ""},
      {"leading", [](std::string& zip) { zip.insert(0, "more"); }, ""},
      {"comment",
       [](std::string& zip) {
         zip[zip.size() - 2] = '\4';
         zip += "note";
       },
       "the archive is not as Tameshi packs these files"},
      {"nothing", [](std::string& zip) { zip.clear(); }, "the archive is empty"},
      {"no-entries", [](std::string& zip) { zip = "PK\x05\x06" + std::string(18, '\0'); },
       "the archive is empty"},
  };
}

std::string refusal(std::string_view zip) {
  const auto files = unpack(bytes_of(zip));
  return files ? "" : to_string(files.error());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(archives)

BOOST_AUTO_TEST_CASE(what_is_packed_is_unpacked) {
  const auto files = unpack(pack(two_files()));
  BOOST_REQUIRE(files.has_value());
  BOOST_TEST((*files == two_files()));
}

BOOST_AUTO_TEST_CASE(the_same_files_give_the_same_bytes) {
  BOOST_TEST((pack(two_files()) == pack(two_files())));
}

BOOST_AUTO_TEST_CASE(hostile_archives_are_refused) {
  for (const auto& one : hostile()) {
    auto zip = std::string(text_of(pack(two_files())));
    one.edit(zip);
    const auto says = refusal(zip);
    BOOST_TEST(!says.empty(), one.name << " was taken");
    BOOST_TEST(says.find(one.says) != std::string::npos, one.name << ": " << says);
  }
}

BOOST_AUTO_TEST_CASE(a_byte_changed_anywhere_is_refused) {
  const auto whole = std::string(text_of(pack(two_files())));
  for (std::size_t i = 0; i < whole.size(); ++i) {
    for (const int bit : {0x01, 0x20, 0x80}) {
      auto zip = whole;
      zip[i] = static_cast<char>(zip[i] ^ bit);
      BOOST_TEST(!refusal(zip).empty(), fmt::format("byte {} of {} with {:02x}", i, whole.size(), bit));
    }
  }
}

BOOST_AUTO_TEST_CASE(an_archive_cut_anywhere_is_refused) {
  const auto whole = std::string(text_of(pack(two_files())));
  for (std::size_t size = 0; size < whole.size(); ++size)
    BOOST_TEST(!refusal(whole.substr(0, size)).empty(), size);
}

BOOST_AUTO_TEST_CASE(a_name_that_would_not_be_taken_is_not_packed) {
  for (const auto* name : {"", "/x", "../x", "a/", "a//b", "a b", "ä"})
    BOOST_CHECK_THROW(pack({{name, {}}}), Trouble);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tameshi::bundle
