#include "fake-jlis/http/kept_body.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <optional>

#include "base/owned_fd.hpp"
#include "base/result.hpp"

namespace tameshi::jlis::http {
namespace {

[[noreturn]] void fail(std::string_view doing) {
  throw Trouble(fmt::format("could not {} a temporary file: {}", doing, std::strerror(errno)),
                std::filesystem::temp_directory_path().string(), "is the disk full, or TMPDIR wrong?");
}

// Gone from its folder at once, and from the disk with its last reader.
OwnedFd nameless_file() {
  auto name = (std::filesystem::temp_directory_path() / "tameshi-XXXXXX").string();
  OwnedFd out(::mkostemp(name.data(), O_CLOEXEC));
  if (!out) fail("make");
  ::unlink(name.c_str());
  return out;
}

void write_all(int file, ByteView bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) fail("write");
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
}

// The whole of a file as memory that is filled when it is looked at.
class Mapping {
 public:
  Mapping(const OwnedFd& file, std::size_t size)
      : size_(size), at_(::mmap(nullptr, size, PROT_READ, MAP_SHARED, file.get(), 0)) {
    if (at_ == MAP_FAILED) fail("map");
  }
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  ~Mapping() { ::munmap(at_, size_); }
  [[nodiscard]] std::string_view view() const { return {static_cast<const char*>(at_), size_}; }

 private:
  std::size_t size_;
  void* at_;
};

// Whole pages of it; whoever looks again finds them in the file.
void let_go_of_pages(std::string_view part) {
  static const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
  const auto begin = reinterpret_cast<std::uintptr_t>(part.data()) / page * page;
  const auto end = reinterpret_cast<std::uintptr_t>(part.data() + part.size()) / page * page;
  if (begin < end) ::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_DONTNEED);
}

}  // namespace

Body kept_body(const std::function<void(const crl::Sink&)>& write, std::size_t longest) {
  Bytes in_memory;
  OwnedFd file;
  std::size_t size = 0;
  write({[&](std::size_t expected) {
           if (expected > longest) {
             file = nameless_file();
           } else {
             in_memory.reserve(expected);
           }
         },
         [&](ByteView more) {
           size += more.size();
           if (file) return write_all(file.get(), more);
           append(in_memory, more);
         }});
  if (!file) return in_memory;
  auto mapping = std::make_shared<const Mapping>(file, size);
  const auto view = mapping->view();
  return {std::move(mapping), view, let_go_of_pages};
}

}  // namespace tameshi::jlis::http
