#include "simulator/card/file_system.hpp"

#include <algorithm>

namespace tameshi::card {
namespace {

PinSet pins_named(const ApplicationTable& table, const std::vector<std::string>& names) {
  PinSet out;
  for (std::size_t i = 0; i < table.pins.size(); ++i) {
    if (std::find(names.begin(), names.end(), table.pins[i].name) != names.end()) out.set(i);
  }
  return out;
}

// Makes a file's contents; a piece that the image does not hold leaves the whole file out of the card.
struct Writer {
  const CardImage& image;
  Bytes& out;
  bool complete = true;

  void operator()(const HexPiece& piece) { append(out, piece.bytes); }
  void operator()(const HeldPiece& piece) {
    const auto held = image.contents.find(piece.name);
    if (held == image.contents.end()) {
      complete = false;
    } else {
      append(out, held->second);
    }
  }
  void operator()(const FlagPiece& piece) {
    append(out, image.contents.contains(piece.name) ? piece.present : piece.absent);
  }
};

// Nothing when the image does not hold all of it.
std::optional<Bytes> written(const CardImage& image, const std::vector<Piece>& pieces) {
  Bytes out;
  Writer writer{image, out};
  for (const auto& piece : pieces) std::visit(writer, piece);
  if (!writer.complete) return std::nullopt;
  return out;
}

// Simple-TLV: lengths from FF on take three bytes (ISO/IEC 7816-4 §6.2).
void append_record(Bytes& out, std::uint8_t tag, ByteView value) {
  out.push_back(tag);
  const auto size = value.size();
  if (size >= 0xFF) out.insert(out.end(), {0xFF, static_cast<std::uint8_t>(size >> 8)});
  out.push_back(static_cast<std::uint8_t>(size));
  append(out, value);
}

std::optional<Bytes> contents_of(const CardImage& image, const FileRow& row) {
  if (row.records.empty()) return written(image, row.contents);
  Bytes out;
  for (const auto& record : row.records) {
    const auto value = written(image, record.contents);
    if (!value) return std::nullopt;
    append_record(out, record.tag, *value);
  }
  return out;
}

File empty_file(std::uint16_t id, FileKind kind, std::string_view name) {
  File file;
  file.id = id;
  file.kind = kind;
  file.name = name;
  return file;
}

void add_pins(Application& application, const CardImage& image) {
  const auto& rows = application.table->pins;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto held = image.pins.find(rows[i].value);
    Pin pin{&rows[i], held == image.pins.end() ? Secret() : held->second,
            iso7816::RetryCounter(rows[i].tries)};
    if (pin.value.empty()) pin.counter.set(0);
    application.pins.push_back(std::move(pin));
    auto file = empty_file(rows[i].id, FileKind::pin, rows[i].name);
    file.pin = i;
    application.files.push_back(std::move(file));
  }
}

void check_algorithm(const std::string& name, const openssl::PrivateKey& key, Algorithm algorithm) {
  if (key.is_rsa() == (algorithm == Algorithm::rsa)) return;
  throw Trouble("the card image's " + name + " is not of the algorithm that the card's table says", "", "");
}

void add_keys(Application& application, const CardImage& image) {
  for (const auto& row : application.table->keys) {
    const auto key = image.keys.find(row.holds);
    if (key == image.keys.end()) continue;
    check_algorithm(row.holds, key->second, row.algorithm);
    auto file = empty_file(row.id, FileKind::key, row.name);
    file.key = key->second;
    file.key_row = &row;
    file.opened_by = pins_named(*application.table, row.opened_by);
    application.files.push_back(std::move(file));
  }
}

void add_files(Application& application, const CardImage& image) {
  for (const auto& row : application.table->files) {
    auto contents = contents_of(image, row);
    if (!contents) continue;
    auto file = empty_file(row.id, row.records.empty() ? FileKind::transparent : FileKind::records, row.name);
    file.contents = *std::move(contents);
    file.opened_by = pins_named(*application.table, row.opened_by);
    application.files.push_back(std::move(file));
  }
}

void add_objects(Application& application, const CardImage& image) {
  for (const auto& row : application.table->objects) {
    auto contents = written(image, row.contents);
    if (contents) application.objects.push_back({&row, *std::move(contents)});
  }
}

void add_session_key(Application& application, const CardImage& image) {
  const auto& row = application.table->secure_messaging;
  if (!row) return;
  const auto key = image.keys.find(row->key);
  if (key == image.keys.end()) return;
  check_algorithm(row->key, key->second, Algorithm::rsa);
  application.session_key = key->second;
  application.session_opened_by = pins_named(*application.table, row->opened_by);
}

}  // namespace

File* Application::find(std::uint16_t id) {
  const auto it = std::find_if(files.begin(), files.end(), [&](const File& f) { return f.id == id; });
  return it == files.end() ? nullptr : &*it;
}

File* Application::find_short(std::uint8_t sfi) {
  return find(sfi);
}

File* Application::default_key() {
  const auto it = std::find_if(files.begin(), files.end(),
                               [](const File& f) { return f.key_row != nullptr && f.key_row->is_default; });
  return it == files.end() ? nullptr : &*it;
}

FileSystem::FileSystem(const Generation& generation, const CardImage& image) {
  for (const auto& table : generation.applications) {
    auto& application = applications.emplace_back();
    application.table = &table;
    add_pins(application, image);
    add_keys(application, image);
    add_files(application, image);
    add_objects(application, image);
    add_session_key(application, image);
    for (const auto& row : table.internal)
      application.files.push_back(empty_file(row.id, FileKind::internal, {}));
    application.files.shrink_to_fit();
  }
}

void Session::enter(Application& other) {
  if (&other != application) {
    verified.reset();
    terminal_certificate_taken = false;
    secure.reset();
  }
  application = &other;
  file = nullptr;
}

}  // namespace tameshi::card
