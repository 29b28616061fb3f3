// How each fault distorts an answer. Nothing here waits or remembers.
#include <algorithm>
#include <array>

#include "simulator/card/faulty_card.hpp"

namespace tameshi::card {
namespace {

bool truncate(const Fault& fault, ByteView /*command*/, WireAnswer& answer) {
  const auto length = static_cast<std::size_t>(fault.number);
  if (answer.data.size() <= length) return false;
  answer.data.resize(length);
  return true;
}

// SplitMix64's finisher: neighbouring seeds mean bits far apart.
std::uint64_t spread(std::uint64_t seed) {
  seed += 0x9E3779B97F4A7C15U;
  seed = (seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9U;
  seed = (seed ^ (seed >> 27)) * 0x94D049BB133111EBU;
  return seed ^ (seed >> 31);
}

bool flip(const Fault& fault, ByteView /*command*/, WireAnswer& answer) {
  if (answer.data.empty()) return false;
  const auto bit = spread(static_cast<std::uint64_t>(fault.number)) % (answer.data.size() * 8);
  answer.data[bit / 8] ^= static_cast<std::uint8_t>(0x80U >> (bit % 8));
  return true;
}

bool refuse(const Fault& fault, ByteView /*command*/, WireAnswer& answer) {
  answer = {{}, fault.status};
  return true;
}

bool replace(const Fault& fault, ByteView /*command*/, WireAnswer& answer) {
  const auto body = fault.bytes.size() - 2;
  answer.data.assign(fault.bytes.begin(), fault.bytes.begin() + static_cast<std::ptrdiff_t>(body));
  answer.status = iso7816::StatusWord(be16(ByteView(fault.bytes).subspan(body)));
  return true;
}

// READ BINARY, ISO/IEC 7816-4 §11.3.3: with bit 8 of P1 the offset is P2 alone.
bool read_other(const Fault& fault, ByteView bytes, WireAnswer& answer) {
  const auto command = iso7816::parse_command(bytes);
  if (!command || command->ins != 0xB0) return false;
  const std::size_t offset = (command->p1 & 0x80) != 0 ? command->p2 : command->p1p2();
  if (!answer.status.is_ok() && offset == 0) return false;  // what may not be read may not be read
  if (offset >= fault.bytes.size()) return false;
  const auto from = ByteView(fault.bytes).subspan(offset);
  const auto piece = from.first(std::min<std::size_t>(from.size(), command->ne.value_or(0)));
  answer = {Bytes(piece.begin(), piece.end()), iso7816::sw::ok};
  return true;
}

bool miscount(const Fault& fault, ByteView /*command*/, WireAnswer& answer) {
  if (!answer.status.counter()) return false;
  answer.status = iso7816::sw::counter(static_cast<unsigned>(fault.number));
  return true;
}

bool block_otherwise(const Fault& /*fault*/, ByteView /*command*/, WireAnswer& answer) {
  if (answer.status.value() != 0x6984) return false;
  answer.status = iso7816::StatusWord(0x6983);
  return true;
}

struct Row {
  FaultKind kind;
  bool (*distort)(const Fault&, ByteView, WireAnswer&);
};
constexpr std::array rows{
    Row{FaultKind::truncated_answer, truncate},
    Row{FaultKind::bit_flipped, flip},
    Row{FaultKind::wrong_status, refuse},
    Row{FaultKind::answer_replaced, replace},
    Row{FaultKind::certificate_replaced, read_other},
    Row{FaultKind::wrong_retry_counter, miscount},
    Row{FaultKind::blocked_as_6983, block_otherwise},
};

}  // namespace

bool distort(const Fault& fault, ByteView command, WireAnswer& answer) {
  const auto row = std::find_if(rows.begin(), rows.end(), [&](const Row& r) { return r.kind == fault.kind; });
  return row != rows.end() && row->distort(fault, command, answer);
}

}  // namespace tameshi::card
