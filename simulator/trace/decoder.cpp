#include "simulator/trace/decoder.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "simulator/trace/contents.hpp"
#include "simulator/trace/meaning.hpp"
#include "simulator/trace/show.hpp"

namespace tameshi::trace {
namespace {

using iso7816::CommandApdu;
using iso7816::StatusWord;

constexpr std::size_t longest_file = 65536;
constexpr std::size_t my_number_digits = 12;

ByteView data_of(const Message& response) {
  const ByteView bytes(response.bytes);
  return bytes.size() < 2 ? ByteView{} : bytes.first(bytes.size() - 2);
}

std::optional<StatusWord> status_of(const Message& response) {
  if (response.bytes.size() < 2) return std::nullopt;
  return StatusWord(be16(ByteView(response.bytes).last(2)));
}

// What could be a My Number where the log does not tell which file it is.
bool holds_twelve_digits(ByteView data) {
  std::size_t run = 0;
  for (const auto byte : data) {
    run = byte >= '0' && byte <= '9' ? run + 1 : 0;
    if (run == my_number_digits) return true;
  }
  return false;
}

std::string hex_or_gap(std::string shown, std::size_t missing) {
  return missing == 0 ? shown : fmt::format("{}, {} of them not in the log", shown, missing);
}

bool reads(const CommandApdu& command) {
  return command.ins == 0xB0 || command.ins == 0xB2;
}

}  // namespace

Decoder::Decoder(std::shared_ptr<const card::Generation> generation, Options options)
    : generation_(std::move(generation)), options_(options), tags_(tag_table()), position_(*generation_) {}

void Decoder::power_up() {
  position_.power_up();
  so_far_.clear();
}

void Decoder::forget() {
  position_.forget();
  so_far_.clear();
}

Decoded Decoder::decode(const Message& command, const Message& response) {
  Decoded out;
  out.command = hex_or_gap(shown_command(command.bytes, options_), command.missing);
  out.application = position_.application_in_words();
  if (const auto status = status_of(response)) {
    out.status = iso7816::to_string(*status);
    out.status_in_words = status_in_words(*status);
  }
  if (const auto parsed = iso7816::parse_command(command.bytes)) {
    explain(*parsed, response, out);
    return out;
  }
  out.operation = command.bytes.size() < 2 ? "no command" : iso7816::operation_name(command.bytes[1]);
  out.meaning = fmt::format("{} bytes that are no command ({})", command.bytes.size(), out.operation);
  out.response = hex_or_gap(shown_hex(data_of(response), options_, holds_twelve_digits(data_of(response))),
                            response.missing);
  return out;
}

void Decoder::explain(const CommandApdu& command, const Message& response, Decoded& out) {
  const auto data = data_of(response);
  const auto status = status_of(response);
  out.operation = iso7816::operation_name(command.ins);
  out.meaning = meaning_of(command, position_);
  if (command.ins == 0x2A) out.sent = to_be_signed(command.data, options_);
  if (status && position_.follow(command, *status)) {
    so_far_.clear();
    shown_ = false;
  }
  out.application = position_.application_in_words();
  if (const auto file = position_.file_of(command)) out.file = position_.file_in_words(file);
  out.response = hex_or_gap(shown_hex(data, options_, is_private(command, data)), response.missing);
  if (data.empty()) return;
  if (response.missing == 0) {
    out.received = received(command, data);
  } else {
    so_far_.clear();
  }
}

std::vector<Node> Decoder::received(const CommandApdu& command, ByteView data) {
  switch (command.ins) {
    case 0xB0:
      return read_so_far(command, data);
    case 0xB2:
      return contents_of(row_of(position_.file_of(command)), data, options_);
    case 0xCA:
      return data_object(command, data);
    case 0x2A:
    case 0x88:
      return {{"signature", fmt::format("{} bytes", data.size()), {}}};
    case 0x84:
      return {};
    case 0xA4:
      return objects_in(data, options_);
    default:
      return {};
  }
}

std::vector<Node> Decoder::data_object(const CommandApdu& command, ByteView data) {
  for (const auto* table : position_.applications()) {
    if (const auto* row = tags_.object(table->name, command.p1p2())) return object_of(*row, data, options_);
  }
  return objects_in(data, options_);
}

// Clients read a file piece by piece, and often its beginning twice.
std::vector<Node> Decoder::read_so_far(const CommandApdu& command, ByteView data) {
  const std::size_t offset = (command.p1 & 0x80) != 0 ? command.p2 : command.p1p2();
  if (offset > so_far_.size() || offset + data.size() > longest_file) return {};
  if (offset == 0) shown_ = false;
  if (offset + data.size() > so_far_.size()) so_far_.resize(offset + data.size());
  std::copy(data.begin(), data.end(), so_far_.begin() + static_cast<std::ptrdiff_t>(offset));
  return shown_ ? std::vector<Node>{} : file_contents(row_of(position_.file_of(command)));
}

std::vector<Node> Decoder::file_contents(const FileRow* row) {
  const auto whole = whole_size(row, so_far_);
  if (!whole) return {};
  const bool by_fields = row != nullptr && row->contents == Contents::token_information;
  if (so_far_.size() >= *whole || by_fields) {
    shown_ = so_far_.size() >= *whole;
    const auto used = std::min(*whole, so_far_.size());
    return contents_of(row, ByteView(so_far_).first(used), options_);
  }
  return {{"so far", fmt::format("{} of {} bytes", so_far_.size(), *whole), {}}};
}

// The row when it is the same for all that the application can be.
const FileRow* Decoder::row_of(std::optional<std::uint16_t> file) const {
  if (!file) return nullptr;
  const auto& applications = position_.applications();
  return applications.size() == 1 ? tags_.file(applications.front()->name, *file) : nullptr;
}

bool Decoder::is_private(const CommandApdu& command, ByteView data) const {
  if (!reads(command)) return false;
  const auto file = position_.file_of(command);
  const auto& applications = position_.applications();
  const auto hides = [&](const card::ApplicationTable* table) {
    const auto* row = tags_.file(table->name, *file);
    return row != nullptr && row->is_private;
  };
  if (file && applications.size() == 1) return hides(applications.front());
  return holds_twelve_digits(data) || (file && std::any_of(applications.begin(), applications.end(), hides));
}

}  // namespace tameshi::trace
