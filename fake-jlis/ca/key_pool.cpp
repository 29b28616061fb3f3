#include "fake-jlis/ca/key_pool.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <fstream>
#include <sstream>
#include <system_error>

#include "base/openssl_weak.hpp"

namespace tameshi::jlis::ca {
namespace {

// What is known of an algorithm, by its number.
struct AlgorithmRow {
  std::string_view name;
  std::string_view file;
  std::string_view refusal;
  bool is_rsa;
  int bits;
  unsigned exponent;
};
constexpr std::array<AlgorithmRow, 4> algorithms{
    {{"RSA-2048", "rsa2048", "this is not an RSA key of 2048 bits", true, 2048, 65537},
     {"P-384", "p384", "this is not a key on the curve P-384", false, 384, 0},
     {"RSA-1024", "rsa1024", "this is not an RSA key of 1024 bits", true, 1024, 65537},
     {"RSA-2048 with exponent 3", "rsa2048e3", "this is not an RSA key of 2048 bits", true, 2048, 3}}};

const AlgorithmRow& row_of(KeyAlgorithm algorithm) {
  return algorithms[static_cast<std::size_t>(algorithm)];
}

[[noreturn]] void fail(std::string_view doing, const std::filesystem::path& path) {
  const auto reason = std::error_code(errno, std::generic_category()).message();
  throw Trouble(fmt::format("could not {}: {}", doing, reason), path.string(), "");
}

void make_directory(const std::filesystem::path& directory) {
  std::error_code ignored;  // mkdir below tells what is wrong
  std::filesystem::create_directories(directory.parent_path(), ignored);
  if (::mkdir(directory.c_str(), 0700) != 0 && errno != EEXIST) fail("make the key directory", directory);
}

// A file of its own, 0600 from the start and complete on the disk.
void write_new(const std::filesystem::path& path, std::string_view text) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) fail("make a key file", path);
  while (!text.empty()) {
    const auto written = ::write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {
      ::close(file);
      ::unlink(path.c_str());
      fail("write a key file", path);
    }
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::fsync(file) != 0 || ::close(file) != 0) fail("finish a key file", path);
}

std::filesystem::path temporary_beside(const std::filesystem::path& file) {
  static std::atomic<unsigned> count{0};
  auto out = file;
  out += fmt::format(".{}-{}.new", ::getpid(), count++);
  return out;
}

std::string text_in(const std::filesystem::path& file) {
  const std::ifstream in(file, std::ios::binary);
  if (!in) fail("read a key file", file);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

Result<openssl::PrivateKey> load(const std::filesystem::path& file, KeyAlgorithm algorithm) {
  const auto* cure =
      "remove the file; a new key takes its place, and what was issued with the old one is void";
  auto key = openssl::PrivateKey::from_pem(text_in(file), file.string());
  if (!key) return failure(key.error().what, key.error().where, cure);
  if (!is_of(*key, algorithm)) {
    return failure(std::string(row_of(algorithm).refusal), file.string(), cure);
  }
  return key;
}

openssl::PrivateKey generate(KeyAlgorithm algorithm) {
  const auto& row = row_of(algorithm);
  return row.is_rsa ? openssl::generate_rsa(static_cast<unsigned>(row.bits), row.exponent)
                    : openssl::PrivateKey::generate_p384();
}

}  // namespace

std::string_view to_string(KeyAlgorithm algorithm) {
  return row_of(algorithm).name;
}

bool is_of(const openssl::PrivateKey& key, KeyAlgorithm algorithm) {
  const auto& row = row_of(algorithm);
  const bool of_kind = row.is_rsa ? key.is_rsa() : EVP_PKEY_is_a(key.get(), "EC") == 1;
  return of_kind && EVP_PKEY_get_bits(key.get()) == row.bits;
}

std::filesystem::path KeyPool::file_of(unsigned number, KeyAlgorithm algorithm) const {
  return directory_ / fmt::format("{}-{:05}.pem", row_of(algorithm).file, number);
}

// link(2) gives the complete file its name and, unlike rename(2), leaves a name alone that another process
// has given in the meantime: whoever comes second drops his key and loads the first.
void KeyPool::make(const std::filesystem::path& file, KeyAlgorithm algorithm) {
  make_directory(directory_);
  const auto temporary = temporary_beside(file);
  write_new(temporary, generate(algorithm).to_pem());
  const bool named = ::link(temporary.c_str(), file.c_str()) == 0 || errno == EEXIST;
  const int reason = errno;
  ::unlink(temporary.c_str());
  errno = reason;
  if (!named) fail("name a key file", file);
}

Result<openssl::PrivateKey> KeyPool::load_or_make(unsigned number, KeyAlgorithm algorithm) {
  const auto file = file_of(number, algorithm);
  std::error_code ignored;  // what cannot be looked at is made, and that tells what is wrong
  if (!std::filesystem::exists(file, ignored)) make(file, algorithm);
  return load(file, algorithm);
}

Result<openssl::PrivateKey> KeyPool::key(unsigned number, KeyAlgorithm algorithm) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = loaded_.find({algorithm, number}); found != loaded_.end()) return found->second;
  }
  TRY(auto loaded,
      load_or_make(number, algorithm));  // outside the lock: two threads may make two keys at once
  const std::lock_guard lock(mutex_);
  return loaded_.emplace(std::pair{algorithm, number}, std::move(loaded)).first->second;
}

Result<void> KeyPool::fill(unsigned count, const std::function<void(unsigned, unsigned)>& progress) {
  for (unsigned number = 0; number < count; ++number) {
    TRY([[maybe_unused]] const auto made, key(number));
    if (progress) progress(number + 1, count);
  }
  return {};
}

}  // namespace tameshi::jlis::ca
