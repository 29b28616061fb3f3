#include "fake-jlis/ca/key_pool.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <fstream>
#include <sstream>
#include <system_error>

namespace tameshi::jlis::ca {
namespace {

constexpr unsigned key_bits = 2048;
constexpr int p384_bits = 384;

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
    const auto* what = algorithm == KeyAlgorithm::rsa_2048 ? "this is not an RSA key of 2048 bits"
                                                           : "this is not a key on the curve P-384";
    return failure(what, file.string(), cure);
  }
  return key;
}

openssl::PrivateKey generate(KeyAlgorithm algorithm) {
  return algorithm == KeyAlgorithm::rsa_2048 ? openssl::PrivateKey::generate_rsa(key_bits)
                                             : openssl::PrivateKey::generate_p384();
}

}  // namespace

std::string_view to_string(KeyAlgorithm algorithm) {
  return algorithm == KeyAlgorithm::rsa_2048 ? "RSA-2048" : "P-384";
}

bool is_of(const openssl::PrivateKey& key, KeyAlgorithm algorithm) {
  const int bits = EVP_PKEY_get_bits(key.get());
  if (algorithm == KeyAlgorithm::rsa_2048) return key.is_rsa() && bits == static_cast<int>(key_bits);
  return EVP_PKEY_is_a(key.get(), "EC") == 1 && bits == p384_bits;
}

std::filesystem::path KeyPool::file_of(unsigned number, KeyAlgorithm algorithm) const {
  return directory_ /
         fmt::format("{}-{:05}.pem", algorithm == KeyAlgorithm::rsa_2048 ? "rsa2048" : "p384", number);
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
