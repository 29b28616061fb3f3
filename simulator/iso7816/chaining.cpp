#include "simulator/iso7816/chaining.hpp"

namespace tameshi::iso7816 {
namespace {

constexpr std::size_t longest = 65535;
constexpr std::uint8_t chaining_bit = 0x10;

bool same_header(const CommandApdu& a, const CommandApdu& b) {
  return (a.cla & ~chaining_bit) == (b.cla & ~chaining_bit) && a.ins == b.ins && a.p1p2() == b.p1p2();
}

}  // namespace

tl::expected<std::optional<CommandApdu>, StatusWord> CommandChain::take(const CommandApdu& piece) {
  const bool more = (piece.cla & chaining_bit) != 0;
  if (open_ && !same_header(piece, header_)) drop();
  if (!open_ && !more) return piece;
  if (!open_) data_.clear();
  if (data_.size() + piece.data.size() > longest) {
    drop();
    return tl::unexpected(sw::wrong_length);
  }
  append(data_, piece.data);
  header_ = piece;
  open_ = more;
  if (more) return std::nullopt;
  auto whole = piece;
  whole.data = data_;
  return whole;
}

void CommandChain::drop() {
  data_.clear();
  open_ = false;
}

}  // namespace tameshi::iso7816
