// GET DATA, ISO/IEC 7816-4 §7.4.2; the objects and the too short Le: facts/card.md §2.3.
#include <algorithm>

#include "simulator/card/commands/command.hpp"

namespace tameshi::card {

iso7816::Answer get_data(Stage& stage, const iso7816::CommandApdu& command) {
  const auto& objects = stage.session.application->objects;
  const auto object = std::find_if(objects.begin(), objects.end(),
                                   [&](const Object& o) { return o.row->tag == command.p1p2(); });
  if (object == objects.end()) return stage.answer(Rule::object_unknown);
  if (!command.ne || *command.ne < object->contents.size()) return stage.answer(Rule::object_length);
  return stage.answer(Rule::object_read, object->contents);
}

}  // namespace tameshi::card
