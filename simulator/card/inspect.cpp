#include "simulator/card/inspect.hpp"

#include <algorithm>

namespace tameshi::card {

std::vector<SeenApplication> inspect(const IndividualNumberCard& card) {
  std::vector<SeenApplication> out;
  for (const auto& application : card.files().applications) {
    auto& seen = out.emplace_back();
    seen.table = application.table;
    for (const auto& file : application.files)
      seen.files.push_back({file.id, file.kind, file.name, file.contents});
    std::sort(seen.files.begin(), seen.files.end(),
              [](const SeenFile& a, const SeenFile& b) { return a.id < b.id; });
    for (const auto& object : application.objects)
      seen.files.push_back({object.row->tag, FileKind::object, object.row->name, object.contents});
  }
  return out;
}

std::string_view to_string(FileKind kind) {
  switch (kind) {
    case FileKind::transparent:
      return "transparent";
    case FileKind::records:
      return "records";
    case FileKind::pin:
      return "pin";
    case FileKind::key:
      return "key";
    case FileKind::object:
      return "object";
    case FileKind::internal:
      break;
  }
  return "internal";
}

}  // namespace tameshi::card
