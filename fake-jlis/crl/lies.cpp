#include "fake-jlis/crl/lies.hpp"

#include <algorithm>

#include "base/der.hpp"
#include "fake-jlis/crl/lie_stages.hpp"

namespace tameshi::jlis::crl {
namespace {

Choice chosen(Choice choice, std::span<const Lie> lies, const Accomplices& accomplices) {
  for (const auto& lie : lies) {
    if (const auto act = find_act(choice_lies(), lie.name)) act(choice, lie, accomplices);
  }
  return choice;
}

// Entries as they were known some days ago, under today's date.
Ask asked(Ask ask, std::span<const Lie> lies) {
  for (const auto& lie : lies) {
    if (lie.name == "lagging") ask.revoked_by -= std::chrono::days{lie.number("days")};
  }
  return ask;
}

ListValue honest_value(const Choice& choice, const Publication& publication, const RevokedSource& source,
                       const Settings& settings, std::span<const Lie> lies) {
  ListValue out{fields_of(choice.list, publication, choice.issuer, settings), {}, choice.issuer.key};
  source(asked(ask_for(choice.list.id, publication, settings), lies),
         [&](const registry::RevokedCertificate& revoked) { out.entries.push_back(entry_fields(revoked)); });
  return out;
}

Bytes written(const ListValue& value) {
  std::vector<Bytes> encoded;
  encoded.reserve(value.entries.size());
  std::size_t length = 0;
  for (const auto& entry : value.entries) {
    encoded.push_back(encode(entry));
    length += encoded.back().size();
  }
  const auto each = [&](const TakeEntry& take) {
    for (const auto& entry : encoded) take(entry);
  };
  Bytes out;
  write_list(value.fields, {[length] { return length; }, each}, value.key, into(out));
  return out;
}

// Whether an earlier lie left something to distort.
bool is_list(ByteView bytes) {
  constexpr std::size_t smallest = 100;
  return bytes.size() >= smallest && bytes.front() == der::sequence_tag;
}

}  // namespace

const LieList& lies() {
  return lies_of("crl");
}

LieTarget target_of(const ListId& id) {
  return {std::string(to_string(id.scope)), id.authority, id.municipality, {}};
}

ValueAct value_act(std::string_view name) {
  for (const auto* table : {&date_lies(), &issuer_lies(), &entry_lies(), &entry_extension_lies(),
                            &extension_lies(), &garbage_lies()}) {
    if (const auto act = find_act(*table, name)) return act;
  }
  return nullptr;
}

Extension& extension(std::vector<Extension>& extensions, std::string_view oid) {
  const auto found =
      std::find_if(extensions.begin(), extensions.end(), [&](const auto& one) { return one.oid == oid; });
  if (found != extensions.end()) return *found;
  extensions.push_back({std::string(oid), false, {}});
  return extensions.back();
}

void drop_extension(std::vector<Extension>& extensions, std::string_view oid) {
  std::erase_if(extensions, [&](const auto& one) { return one.oid == oid; });
}

EntryFields* victim_of(ListValue& value, const Lie& lie) {
  if (value.entries.empty()) return nullptr;
  if (!lie.filter.serial) return &value.entries[lie.seed % value.entries.size()];
  const auto serial = entry_fields({*lie.filter.serial, {}}).serial;
  const auto found = std::find_if(value.entries.begin(), value.entries.end(),
                                  [&](const auto& entry) { return entry.serial == serial; });
  return found == value.entries.end() ? nullptr : &*found;
}

Bytes told(const NamedList& list, Instant now, const Issuer& issuer, const RevokedSource& source,
           const Settings& settings, std::span<const Lie> lies, const Accomplices& accomplices) {
  const auto choice = chosen({list, now, issuer}, lies, accomplices);
  const auto publication = publication_at(choice.now, settings.schedule);
  auto value = honest_value(choice, publication, source, settings, lies);
  for (const auto& lie : lies) {
    const Telling telling{lie, publication, settings.schedule, choice.list, accomplices};
    if (const auto act = value_act(lie.name)) act(value, telling);
  }
  auto bytes = written(value);
  for (const auto& lie : lies) {
    if (!is_list(bytes)) break;
    if (const auto act = find_act(bytes_lies(), lie.name)) act(bytes, lie);
  }
  return bytes;
}

}  // namespace tameshi::jlis::crl
