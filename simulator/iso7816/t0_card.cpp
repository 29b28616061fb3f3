#include "simulator/iso7816/t0_card.hpp"

namespace tameshi::iso7816 {
namespace {

constexpr std::uint8_t get_response_instruction = 0xC0;
constexpr Reason clause{"T=0: the data wait for GET RESPONSE", "ISO/IEC 7816-3 §12.2.5"};
constexpr Reason nothing_waits{"T=0: no data wait for GET RESPONSE", "ISO/IEC 7816-4 §7.6.1"};
constexpr Reason wrong_le{"T=0: Le is not the length that is there", "ISO/IEC 7816-3 §12.2.4"};

}  // namespace

void T0Card::power_on() {
  waiting_.clear();
  inner_.power_on();
}

void T0Card::power_off() {
  waiting_.clear();
  inner_.power_off();
}

void T0Card::reset() {
  waiting_.clear();
  inner_.reset();
}

Answer T0Card::get_response(const CommandApdu& command) {
  if (waiting_.empty()) return {StatusWord(0x6985), {}, nothing_waits};
  const std::size_t wanted = command.ne.value_or(0);
  if (wanted == 0 || (wanted > waiting_.size() && wanted != 256)) {
    return {sw::correct_length(waiting_.size()), {}, wrong_le};
  }
  const auto count = static_cast<std::ptrdiff_t>(std::min(wanted, waiting_.size()));
  fetched_.assign(waiting_.begin(), waiting_.begin() + count);
  waiting_.erase(waiting_.begin(), waiting_.begin() + count);
  return {waiting_.empty() ? sw::ok : sw::bytes_available(waiting_.size()), fetched_, clause};
}

Answer T0Card::transmit(ByteView bytes) {
  const auto command = parse_command(bytes);
  if (command && command->ins == get_response_instruction && command->cla == 0) return get_response(*command);
  waiting_.clear();
  auto answer = inner_.transmit(bytes);
  if (!command || answer.data.empty()) return answer;
  if (!command->data.empty()) {
    waiting_.assign(answer.data.begin(), answer.data.end());
    return {sw::bytes_available(waiting_.size()), {}, clause};
  }
  if (command->ne && *command->ne != 256 && *command->ne > answer.data.size()) {
    return {sw::correct_length(answer.data.size()), {}, wrong_le};
  }
  return answer;
}

}  // namespace tameshi::iso7816
