// Keys in a directory, RSA-2048, P-384 and weaker, each kind numbered from 0. Generating an RSA one takes a
// good part of a second, so they are made once and kept; whose directory it is, the caller decides. They
// protect nothing, yet files are 0600 in a directory of 0700.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <string_view>
#include <utility>

#include "base/openssl.hpp"

namespace tameshi::jlis::ca {

// The last two are for deviations: no honest certificate has such a key.
enum class KeyAlgorithm { rsa_2048, p384, rsa_1024, rsa_exponent_3 };
std::string_view to_string(KeyAlgorithm algorithm);  // "RSA-2048", "P-384"

// Whether it is a key of that algorithm.
bool is_of(const openssl::PrivateKey& key, KeyAlgorithm algorithm);

class KeyPool {
 public:
  explicit KeyPool(std::filesystem::path directory) : directory_(std::move(directory)) {}

  // The key of that number: loaded, or made and stored when there is none yet. Two processes that ask for the
  // same number get the same key. A Problem when the file is no key of that algorithm; Trouble when the disk
  // fails.
  Result<openssl::PrivateKey> key(unsigned number, KeyAlgorithm algorithm = KeyAlgorithm::rsa_2048);

  // Makes sure that the first `count` RSA keys are there; `progress(done, count)` after each.
  Result<void> fill(unsigned count, const std::function<void(unsigned, unsigned)>& progress = {});

  [[nodiscard]] std::filesystem::path file_of(unsigned number,
                                              KeyAlgorithm algorithm = KeyAlgorithm::rsa_2048) const;

 private:
  Result<openssl::PrivateKey> load_or_make(unsigned number, KeyAlgorithm algorithm);
  void make(const std::filesystem::path& file, KeyAlgorithm algorithm);

  std::filesystem::path directory_;
  std::mutex mutex_;
  std::map<std::pair<KeyAlgorithm, unsigned>, openssl::PrivateKey> loaded_;
};

}  // namespace tameshi::jlis::ca
