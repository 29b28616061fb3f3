// SELECT, ISO/IEC 7816-4 §7.1.1; what this card does with it: facts/card.md §2.1, §2.2.
#include <algorithm>

#include "base/der.hpp"
#include "simulator/card/commands/command.hpp"

namespace tameshi::card {
namespace {

constexpr std::uint8_t by_identifier_anywhere = 0x00;
constexpr std::uint8_t by_identifier_under_current = 0x02;
constexpr std::uint8_t by_application_name = 0x04;
constexpr std::uint8_t first_with_fci = 0x00;
constexpr std::uint8_t next_with_fci = 0x02;
constexpr std::uint8_t first_without_data = 0x0C;

bool begins_with(ByteView whole, ByteView beginning) {
  return whole.size() >= beginning.size() && std::equal(beginning.begin(), beginning.end(), whole.begin());
}

// 6F { 84 AID }. Its contents were never published: OURS (facts/card.md §8.1).
ByteView fci_of(Stage& stage, const Application& application) {
  stage.scratch = der::tlv(0x6F, der::tlv(0x84, application.table->aid));
  return stage.scratch;
}

// 6F { 80 size, 83 identifier } (ISO/IEC 7816-4 table 10). OURS.
ByteView fci_of(Stage& stage, const File& file) {
  const auto two = [](std::size_t n) {
    return Bytes{static_cast<std::uint8_t>(n >> 8), static_cast<std::uint8_t>(n)};
  };
  const auto size = der::tlv(0x80, two(file.contents.size()));
  const auto identifier = der::tlv(0x83, two(file.id));
  stage.scratch = der::tlv(0x6F, {size, identifier});
  return stage.scratch;
}

iso7816::Answer select_application(Stage& stage, const iso7816::CommandApdu& command) {
  constexpr std::size_t longest_aid = 16;  // ISO/IEC 7816-4 §12.2.3
  if (command.data.empty() || command.data.size() > longest_aid) return stage.answer(Rule::aid_length);
  const auto* after = command.p2 == next_with_fci ? stage.session.application : nullptr;
  const auto* found = find_application(stage.files, command.data, after);
  if (found == nullptr) return stage.answer(Rule::application_unknown);
  auto* application =
      &stage.files.applications[static_cast<std::size_t>(found - stage.files.applications.data())];
  // Selecting the same application again keeps what is verified; another one drops it. The current file goes
  // either way (facts/card.md §2.1, §2.2).
  stage.session.enter(*application);
  if (command.p2 == first_without_data) return stage.answer(Rule::application_selected);
  return stage.answer(Rule::application_selected, fci_of(stage, *application));
}

iso7816::Answer select_file(Stage& stage, const iso7816::CommandApdu& command) {
  if (command.p2 == next_with_fci) return stage.answer(Rule::select_parameters);
  if (command.data.size() != 2) return stage.answer(Rule::file_identifier_length);
  auto* file = stage.session.application->find(be16(command.data));
  if (file == nullptr) return stage.answer(Rule::file_unknown);
  stage.session.file = file;
  if (command.p2 == first_without_data) return stage.answer(Rule::file_selected);
  return stage.answer(Rule::file_selected, fci_of(stage, *file));
}

// The issuer domain after power-up refuses it, an application takes it without effect (facts/card.md §2.1).
iso7816::Answer select_anywhere(Stage& stage, const iso7816::CommandApdu& command) {
  if (!command.data.empty()) return stage.answer(Rule::file_unknown);
  const bool at_start = stage.session.application == &stage.files.applications.front();
  return stage.answer(at_start ? Rule::select_parameters : Rule::selected_nothing);
}

}  // namespace

const Application* find_application(const FileSystem& files, ByteView aid, const Application* after) {
  const auto& all = files.applications;
  const auto start = after == nullptr ? std::size_t{0} : static_cast<std::size_t>(after - all.data()) + 1;
  const Application* by_beginning = nullptr;
  for (auto i = start; i < all.size(); ++i) {
    if (!begins_with(all[i].table->aid, aid)) continue;
    if (all[i].table->aid.size() == aid.size()) return &all[i];
    if (by_beginning == nullptr) by_beginning = &all[i];
  }
  return by_beginning;
}

iso7816::Answer select(Stage& stage, const iso7816::CommandApdu& command) {
  // Le is tolerated with any P2: clients send it (facts/card.md §7 rule a).
  if (command.p2 != first_with_fci && command.p2 != next_with_fci && command.p2 != first_without_data) {
    return stage.answer(Rule::select_parameters);
  }
  switch (command.p1) {
    case by_application_name:
      return select_application(stage, command);
    case by_identifier_under_current:
      return select_file(stage, command);
    case by_identifier_anywhere:
      return select_anywhere(stage, command);
    default:
      return stage.answer(Rule::select_parameters);
  }
}

}  // namespace tameshi::card
