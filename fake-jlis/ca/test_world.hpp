// What the tests of this room share: a directory that goes away, and one issued card.
#pragma once

#include <cstdlib>
#include <filesystem>

#include "fake-jlis/ca/authority.hpp"
#include "fake-jlis/ca/key_pool.hpp"

namespace tameshi::jlis::ca::testing {

class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    auto name = (std::filesystem::temp_directory_path() / "tameshi-ca-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary directory");
    path_ = name;
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline Instant at(std::string_view text) {
  return value_or_trouble(parse_instant(text));
}

// Hanako's card of 1 April 2026 under authorities of October 2025.
struct World {
  TemporaryDirectory directory;
  KeyPool pool{directory.path() / "keys"};
  KindKeys ca_keys{value_or_trouble(pool.key(0)), value_or_trouble(pool.key(1))};
  KindKeys card_keys{value_or_trouble(pool.key(2)), value_or_trouble(pool.key(3))};
  Serials serials;
  Authorities authorities = make_authorities({}, ca_keys, at("2025-10-20T02:40:28Z"), serials);
  registry::Persona hanako = value_or_trouble(registry::find_persona("hanako"));
  Instant issued_at = at("2026-04-01T09:00:00.250+09:00");
  CardCertificates card = issue_card(authorities, hanako, card_keys, issued_at, serials);
};

// Made once: keys take their time.
inline World& world() {
  static World one;
  return one;
}

}  // namespace tameshi::jlis::ca::testing
