// READ RECORD, ISO/IEC 7816-4 §7.4.3, by record number; the forms that this card knows: facts/card.md §3.4.
#include <algorithm>

#include "simulator/card/commands/command.hpp"

namespace tameshi::card {
namespace {

constexpr std::uint8_t by_number = 0x04;  // P2 bits 3 to 1: the record that P1 numbers
constexpr std::uint8_t from_number_on = 0x05;

// The whole object at the front, tag and length included: simple-TLV, as the file was written.
ByteView first_record(ByteView records) {
  const bool long_form = records[1] == 0xFF;
  const std::size_t size = long_form ? 4U + be16(records.subspan(2)) : 2U + records[1];
  return records.first(size);
}

// The records from `number` (counted from 1) to the end; empty when there is none of that number.
ByteView records_from(ByteView records, unsigned number) {
  if (number == 0) return {};
  for (; number > 1 && !records.empty(); --number) records = records.subspan(first_record(records).size());
  return records;
}

Reference file_of(Stage& stage, std::uint8_t p2) {
  const auto sfi = static_cast<std::uint8_t>(p2 >> 3);
  return resolve(stage, static_cast<std::uint8_t>(0x80 | sfi), Rule::record_parameters);
}

}  // namespace

iso7816::Answer read_record(Stage& stage, const iso7816::CommandApdu& command) {
  if (!command.ne || !command.data.empty()) return stage.answer(Rule::read_length);
  const auto reference = file_of(stage, command.p2);
  if (reference.file == nullptr) return stage.answer(reference.refusal);
  const auto& file = *reference.file;
  if (file.kind != FileKind::records) return stage.answer(Rule::not_a_record_file);
  const std::uint8_t mode = command.p2 & 0x07;
  if (mode != by_number && mode != from_number_on) return stage.answer(Rule::record_mode_not_supported);
  if (!stage.session.opens(file)) return stage.answer(Rule::read_not_authorised);
  auto records = records_from(file.contents, command.p1);
  if (records.empty()) return stage.answer(Rule::record_unknown);
  if (mode == by_number) records = first_record(records);
  const auto data = records.first(std::min<std::size_t>(*command.ne, records.size()));
  return mode == by_number ? stage.answer(Rule::record_read, data)
                           : stage.answer_if_granted(Rule::all_records_read, data);
}

}  // namespace tameshi::card
