#include "simulator/trace/position.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace tameshi::trace {
namespace {

using card::ApplicationTable;
using iso7816::CommandApdu;
using iso7816::StatusWord;

constexpr std::uint8_t by_application_name = 0x04;
constexpr std::uint8_t by_identifier_under_current = 0x02;

// A warning and, over T=0, 61xx are successes too (ISO/IEC 7816-4 §5.6).
bool succeeded(StatusWord status) {
  return status.is_ok() || status.sw1() == 0x61 || status.sw1() == 0x62;
}

// The command named a file that is there, whatever came of it.
bool found_its_file(StatusWord status) {
  return succeeded(status) || status.sw1() == 0x63 || status.sw1() == 0x69 || status.value() == 0x6B00;
}

// Bit 8 of this parameter: the low five bits are a short file identifier (ISO/IEC 7816-4 §7.2.1, table 66).
std::optional<std::uint8_t> short_reference(const CommandApdu& command) {
  std::uint8_t parameter = 0;
  switch (command.ins) {
    case 0xB0:
      parameter = command.p1;
      break;
    case 0xB2:  // READ RECORD: the upper five bits of P2
      parameter = static_cast<std::uint8_t>(0x80 | command.p2 >> 3);
      break;
    case 0x20:
    case 0x24:
    case 0x2A:
    case 0x32:
    case 0x88:
      parameter = command.p2;
      break;
    default:
      return std::nullopt;
  }
  const auto sfi = static_cast<std::uint8_t>(parameter & 0x1F);
  if ((parameter & 0x80) == 0 || sfi == 0 || sfi == 0x1F) return std::nullopt;
  return sfi;
}

template <typename Rows>
const std::string* row_name(const Rows& rows, std::uint16_t id) {
  const auto row = std::find_if(rows.begin(), rows.end(), [&](const auto& r) { return r.id == id; });
  return row == rows.end() ? nullptr : &row->name;
}

}  // namespace

std::optional<std::string> name_in(const ApplicationTable& table, std::uint16_t id) {
  if (const auto* name = row_name(table.files, id)) return *name;
  if (const auto* name = row_name(table.pins, id)) return *name;
  if (const auto* name = row_name(table.keys, id)) return *name;
  const auto is = [&](const auto& row) { return row.id == id; };
  if (std::any_of(table.internal.begin(), table.internal.end(), is)) return "";
  return std::nullopt;
}

std::vector<const ApplicationTable*> Position::named(ByteView aid) const {
  std::vector<const ApplicationTable*> out;
  for (const auto& table : generation_.applications) {
    if (aid.size() > table.aid.size() || !std::equal(aid.begin(), aid.end(), table.aid.begin())) continue;
    if (aid.size() == table.aid.size()) return {&table};
    out.push_back(&table);
  }
  return out;
}

void Position::power_up() {
  applications_ = {&generation_.applications.front()};
  file_.reset();
  no_file_ = true;
}

void Position::forget() {
  applications_.clear();
  for (const auto& table : generation_.applications) applications_.push_back(&table);
  file_.reset();
  no_file_ = false;
}

bool Position::follow(const CommandApdu& command, StatusWord status) {
  if (command.ins == 0xA4) return succeeded(status) && select(command);
  const auto reference = short_reference(command);
  if (!reference || !found_its_file(status)) return false;
  const bool another = file_ != *reference;
  select_file(*reference);
  return another;
}

bool Position::select(const CommandApdu& command) {
  if (command.p1 == by_application_name) {
    select_application(command.data);
    return true;
  }
  if (command.p1 != by_identifier_under_current || command.data.size() != 2) return false;
  select_file(be16(command.data));
  return true;
}

void Position::select_application(ByteView aid) {
  applications_ = named(aid);
  file_.reset();
  no_file_ = true;
}

void Position::select_file(std::uint16_t id) {
  std::vector<const ApplicationTable*> with;
  for (const auto* table : applications_) {
    if (name_in(*table, id)) with.push_back(table);
  }
  // A real card may have files that no table knows.
  if (!with.empty()) applications_ = std::move(with);
  file_ = id;
  no_file_ = false;
}

std::optional<std::uint16_t> Position::file_of(const CommandApdu& command) const {
  if (const auto reference = short_reference(command)) return *reference;
  return file_;
}

std::string Position::application_in_words() const {
  if (applications_.empty() || applications_.size() == generation_.applications.size()) return "unknown";
  std::vector<std::string> names;
  for (const auto* table : applications_) names.push_back(table->name);
  return fmt::format("{}", fmt::join(names, " or "));
}

std::string Position::file_in_words(std::optional<std::uint16_t> id) const {
  if (!id) return no_file_ ? "no file" : "unknown file";
  std::vector<std::string> names;
  for (const auto* table : applications_) {
    const auto name = name_in(*table, *id);
    if (!name) continue;
    if (name->empty()) {
      names.push_back(fmt::format("{}/file {:04X}", table->name, *id));
    } else {
      names.push_back(name->starts_with(table->name + "/") ? *name : table->name + "/" + *name);
    }
  }
  if (names.empty()) return fmt::format("file {:04X}", *id);
  return fmt::format("{}", fmt::join(names, " or "));
}

}  // namespace tameshi::trace
