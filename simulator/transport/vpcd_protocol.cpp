#include "simulator/transport/vpcd_protocol.hpp"

#include <array>
#include <cstring>
#include <exception>

namespace tameshi::transport {

namespace {

constexpr std::size_t length_size = 2;
constexpr std::size_t longest_body = 0xFFFF;

// The control codes of vpcd.h. Other single bytes are not control codes: they can only be what a client put
// into SCardTransmit, who waits for an answer.
VpcdMessage message_of(ByteView body) {
  using Kind = VpcdMessage::Kind;
  if (body.size() == 1) {
    switch (body[0]) {
      case 0:
        return {Kind::power_off, {}};
      case 1:
        return {Kind::power_on, {}};
      case 2:
        return {Kind::reset, {}};
      case 4:
        return {Kind::give_atr, {}};
      default:
        break;
    }
  }
  return {Kind::command, body};
}

}  // namespace

VpcdStream::VpcdStream() : buffer_(2 * (length_size + longest_body)) {}

std::span<std::uint8_t> VpcdStream::room() {
  make_room();
  return std::span(buffer_).subspan(end_);
}

std::optional<VpcdMessage> VpcdStream::next() {
  const auto waiting = ByteView(buffer_).subspan(begin_, end_ - begin_);
  if (waiting.size() < length_size) return std::nullopt;
  const std::size_t length = be16(waiting);
  if (waiting.size() < length_size + length) return std::nullopt;
  begin_ += length_size + length;
  return message_of(waiting.subspan(length_size, length));
}

// The buffer holds two of the longest messages, so a torn one is moved at most once per message.
void VpcdStream::make_room() {
  if (begin_ == end_) {
    begin_ = end_ = 0;
  } else if (begin_ > buffer_.size() / 2 || end_ == buffer_.size()) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
}

ByteView VpcdCard::obey(const VpcdMessage& message) {
  try {
    return reply_to(message);
  } catch (const std::exception&) {
    // One broken verb must not take the reader with it; the card's journal has the reason. An ATR of no bytes
    // makes vpcd drop the card.
    if (message.kind == VpcdMessage::Kind::command) return refusal();
    return message.is_answered() ? framed({}, {}) : ByteView{};
  }
}

void VpcdCard::lose_power() {
  if (powered_) obey({VpcdMessage::Kind::power_off, {}});
}

ByteView VpcdCard::reply_to(const VpcdMessage& message) {
  using Kind = VpcdMessage::Kind;
  switch (message.kind) {
    case Kind::power_off:
      powered_ = false;
      card_.power_off();
      return {};
    case Kind::power_on:
      powered_ = true;
      card_.power_on();
      return {};
    case Kind::reset:
      card_.reset();
      return {};
    case Kind::give_atr:
      return framed(card_.atr(), {});
    case Kind::command:
      break;
  }
  const auto answer = card_.transmit(message.command);
  const std::array trailer{answer.status.sw1(), answer.status.sw2()};
  if (answer.data.size() + trailer.size() > longest_body) return refusal();
  return framed(answer.data, trailer);
}

ByteView VpcdCard::refusal() {
  constexpr auto status = iso7816::sw::no_precise_diagnosis;
  const std::array trailer{status.sw1(), status.sw2()};
  return framed({}, trailer);
}

ByteView VpcdCard::framed(ByteView body, ByteView trailer) {
  const auto length = body.size() + trailer.size();
  reply_.clear();
  reply_.push_back(static_cast<std::uint8_t>(length >> 8));
  reply_.push_back(static_cast<std::uint8_t>(length));
  append(reply_, body);
  append(reply_, trailer);
  return reply_;
}

}  // namespace tameshi::transport
