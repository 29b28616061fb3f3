#include "simulator/card/individual_number_card.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "simulator/card/commands/command.hpp"

namespace tameshi::card {
namespace {

using iso7816::Answer;
using iso7816::CommandApdu;

constexpr std::uint8_t proprietary = 0x80;
constexpr std::uint8_t chaining_bit = 0x10;

struct Instruction {
  std::uint8_t cla;
  std::uint8_t ins;
  Answer (*act)(Stage&, const CommandApdu&);
};

// What this card knows, by class and instruction (facts/card.md §2–§5).
constexpr std::array instructions{
    Instruction{0x00, 0xB0, read_binary},
    Instruction{0x00, 0xA4, select},
    Instruction{0x00, 0x20, verify},
    Instruction{proprietary, 0x2A, perform_security_operation},
    Instruction{0x00, 0x24, change_reference_data},
    Instruction{0x00, 0xCA, get_data},
    Instruction{0x00, 0xB2, read_record},
    Instruction{0x00, 0x84, get_challenge},
    Instruction{0x00, 0x88, internal_authenticate},
    Instruction{proprietary, 0x32, change_key},
    Instruction{proprietary, 0xA2, authenticate_terminal},
    Instruction{proprietary, 0xAE, set_session_key},
    Instruction{proprietary, 0xFC, other_profile},
};

bool knows(std::uint8_t ins) {
  return std::any_of(instructions.begin(), instructions.end(),
                     [&](const Instruction& i) { return i.ins == ins; });
}

const Instruction* find(std::uint8_t cla, std::uint8_t ins) {
  for (const auto& instruction : instructions) {
    if (instruction.cla == cla && instruction.ins == ins) return &instruction;
  }
  return nullptr;
}

// The class byte decides first; then whether the instruction exists at all, then whether in this class.
Rule refusal_of(const CommandApdu& command, const iso7816::ClassByte& cla) {
  if (cla.kind == iso7816::ClassKind::invalid) return Rule::class_unknown;
  if (cla.kind == iso7816::ClassKind::interindustry) {
    if (cla.channel != 0) return Rule::channel_not_supported;
    return knows(command.ins) ? Rule::class_unknown : Rule::instruction_unknown;
  }
  const bool plain = (command.cla & ~chaining_bit) == proprietary;
  return plain && !knows(command.ins) ? Rule::instruction_unknown : Rule::class_unknown;
}

bool asks_for_secure_messaging(const iso7816::ClassByte& cla) {
  return cla.kind == iso7816::ClassKind::interindustry && cla.channel == 0 && cla.secure_messaging;
}

bool has_name(const Application& application, const Pin& pin, std::string_view name) {
  const auto slash = name.find('/');
  if (slash == std::string_view::npos) return pin.row->name == name;
  return application.table->name == name.substr(0, slash) && pin.row->name == name.substr(slash + 1);
}

}  // namespace

IndividualNumberCard::IndividualNumberCard(std::shared_ptr<const Generation> generation,
                                           const CardImage& image, std::uint64_t seed)
    : generation_(std::move(generation)),
      holder_(image.holder),
      files_(*generation_, image),
      session_(fresh_session()),
      challenges_(seed) {}

Session IndividualNumberCard::fresh_session() {
  chain_.drop();
  Session session;
  session.application = &files_.applications.front();
  return session;
}

Stage IndividualNumberCard::stage() {
  return {*generation_, files_, session_, challenges_, scratch_};
}

Answer IndividualNumberCard::transmit(ByteView bytes) {
  const auto command = iso7816::parse_command(bytes);
  return command ? dispatch(*command) : stage().answer(Rule::malformed);
}

Answer IndividualNumberCard::dispatch(const CommandApdu& command) {
  auto here = stage();
  const auto base_class = static_cast<std::uint8_t>(command.cla & ~chaining_bit);
  const auto* instruction = find(base_class, command.ins);
  if (instruction == nullptr) {
    const auto cla = iso7816::class_of(command.cla);
    return asks_for_secure_messaging(cla) ? secured(command) : here.answer(refusal_of(command, cla));
  }
  const auto whole = chain_.take(command);
  if (!whole) return here.answer(Rule::malformed);
  if (!*whole) return here.answer(Rule::chain_continues);
  return instruction->act(here, **whole);
}

// Secure messaging is known to the application that has a key for it, and in class 08 only (facts/card.md
// §5.4).
Answer IndividualNumberCard::secured(const CommandApdu& command) {
  constexpr std::uint8_t select_instruction = 0xA4;
  constexpr std::uint8_t secured_bits = 0x0C;
  constexpr std::uint8_t without_header = 0x08;
  const auto here = stage();
  if (!session_.application->session_key) return here.answer(Rule::secure_messaging_not_supported);
  if (!session_.secure) {
    return here.answer(command.ins == select_instruction ? Rule::secure_select_without_session
                                                         : Rule::secure_without_session);
  }
  if ((command.cla & secured_bits) != without_header) return here.answer(Rule::secure_header_not_supported);
  const auto whole = chain_.take(command);
  if (!whole) return here.answer(Rule::malformed);
  if (!*whole) return here.answer(Rule::chain_continues);
  return opened(**whole);
}

Answer IndividualNumberCard::opened(const CommandApdu& command) {
  auto here = stage();
  const auto secure = *session_.secure;  // a SELECT inside may end the session
  const auto inner = secure.open(command, plain_);
  if (!inner) {
    session_.secure.reset();
    return here.answer(Rule::secure_object_wrong);
  }
  session_.secure->count();
  const auto* instruction = find(inner->cla, inner->ins);
  if (instruction == nullptr) return here.answer(Rule::instruction_unknown);
  auto answer = instruction->act(here, *inner);
  if (answer.data.empty()) return answer;
  sealed_ = secure.seal(answer.data);
  answer.data = sealed_;
  return answer;
}

std::optional<unsigned> IndividualNumberCard::tries_left(std::string_view name) const {
  for (const auto& application : files_.applications) {
    for (const auto& pin : application.pins) {
      if (has_name(application, pin, name)) return pin.counter.left();
    }
  }
  return std::nullopt;
}

void IndividualNumberCard::set_tries_left(std::string_view name, unsigned left) {
  for (auto& application : files_.applications) {
    for (auto& pin : application.pins) {
      if (has_name(application, pin, name)) pin.counter.set(left);
    }
  }
}

void IndividualNumberCard::write(const CardImage& image) {
  const auto kept = memory();
  files_ = FileSystem(*generation_, image);
  restore(kept);
}

Memory IndividualNumberCard::memory() const {
  Memory out{.pins = {}, .challenges = challenges_};
  out.pins.reserve(files_.applications.size());
  for (const auto& application : files_.applications) out.pins.push_back(application.pins);
  return out;
}

void IndividualNumberCard::restore(const Memory& memory) {
  for (std::size_t i = 0; i < memory.pins.size(); ++i) files_.applications.at(i).pins = memory.pins[i];
  challenges_ = memory.challenges;
  power_off();
}

}  // namespace tameshi::card
