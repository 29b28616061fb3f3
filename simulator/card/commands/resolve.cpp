#include "simulator/card/commands/command.hpp"

namespace tameshi::card {

Reference resolve(Stage& stage, std::uint8_t parameter, Rule bad_parameter) {
  auto& session = stage.session;
  if ((parameter & 0xE0) != 0x80) return {nullptr, bad_parameter};
  const auto sfi = static_cast<std::uint8_t>(parameter & 0x1F);
  if (sfi == 0) return {session.file, Rule::no_current_file};
  if (sfi == 0x1F) return {nullptr, bad_parameter};
  auto* file = session.application->find_short(sfi);
  if (file == nullptr) return {nullptr, Rule::file_unknown};
  session.file = file;
  return {file, Rule::no_current_file};
}

}  // namespace tameshi::card
