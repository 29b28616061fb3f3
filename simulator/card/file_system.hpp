// The card's applications and files as they live: contents, keys and PIN counters that survive power-off, and
// the session that does not.
#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "simulator/card/card_image.hpp"
#include "simulator/card/secure_session.hpp"
#include "simulator/card/table.hpp"
#include "simulator/iso7816/retry_counter.hpp"

namespace tameshi::card {

inline constexpr std::size_t most_pins = 16;  // of one application
using PinSet = std::bitset<most_pins>;        // by position in the application's table

struct Pin {
  const PinRow* row;
  Secret value;
  iso7816::RetryCounter counter;
};

// `object` is no file: what GET DATA gives, where a kind is asked of both (inspect.hpp).
enum class FileKind { transparent, records, pin, key, internal, object };

struct File {
  std::uint16_t id = 0;
  FileKind kind = FileKind::internal;
  std::string_view name;    // of its row; empty for internal ones
  Bytes contents;           // of a transparent file; of a record file: its simple-TLV records in order
  std::size_t pin = 0;      // of a PIN: its position in the application
  openssl::PrivateKey key;  // of a key
  const KeyRow* key_row = nullptr;
  PinSet opened_by;  // any of these; none: free
};

// A data object of GET DATA.
struct Object {
  const ObjectRow* row;
  Bytes contents;
};

struct Application {
  const ApplicationTable* table = nullptr;
  std::vector<Pin> pins;
  std::vector<File> files;
  std::vector<Object> objects;
  openssl::PrivateKey session_key;  // unwraps the keys of secure messaging; empty where none is configured
  PinSet session_opened_by;

  // By file identifier; nothing when there is none.
  File* find(std::uint16_t id);
  // By short file identifier: the low five bits of a file identifier up to 001E (facts/card.md §3.0).
  File* find_short(std::uint8_t sfi);
  // The key that signs when no file is named; nothing when there is none.
  File* default_key();
};

struct FileSystem {
  // Trouble when the image holds a key of another algorithm than its row says.
  FileSystem(const Generation& generation, const CardImage& image);

  std::vector<Application> applications;
};

// What is forgotten at power-off, reset and (but for the application) at SELECT of another application.
struct Session {
  Application* application = nullptr;
  File* file = nullptr;
  PinSet verified;
  bool terminal_certificate_taken = false;
  std::optional<SecureSession> secure;

  // Another application: what was granted in the former one is gone (facts/card.md §2.2).
  void enter(Application& other);

  // Whether one of the PINs that open it is verified, or none is needed.
  [[nodiscard]] bool opens(const File& f) const {
    return f.opened_by.none() || (f.opened_by & verified).any();
  }
};

}  // namespace tameshi::card
