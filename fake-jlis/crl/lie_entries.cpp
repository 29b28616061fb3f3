// Lies about who is on the list.
#include <algorithm>
#include <random>

#include "base/der.hpp"
#include "fake-jlis/crl/lie_stages.hpp"

namespace tameshi::jlis::crl {
namespace {

// Fisher and Yates; std::shuffle may differ between libraries.
void shuffle(std::vector<EntryFields>& entries, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  for (auto i = entries.size(); i > 1; --i) std::swap(entries[i - 1], entries[random() % i]);
}

void hide_victim(ListValue& value, const Telling& by) {
  if (const auto* victim = victim_of(value, by.lie))
    value.entries.erase(value.entries.begin() + (victim - value.entries.data()));
}

// Every other one, as the seed has it.
void hide_some(ListValue& value, const Telling& by) {
  std::mt19937_64 random(by.lie.seed);
  std::erase_if(value.entries, [&](const EntryFields&) { return (random() & 1U) != 0; });
}

void list_innocent(ListValue& value, const Telling& by) {
  const auto serial = by.lie.filter.serial.value_or(1 + by.lie.seed);
  value.entries.push_back(
      entry_fields({serial, {by.publication.this_update, registry::Reason::certificate_hold}}));
}

void repeat_victim(ListValue& value, const Telling& by) {
  if (const auto* victim = victim_of(value, by.lie)) value.entries.push_back(EntryFields(*victim));
}

void contradict_victim(ListValue& value, const Telling& by) {
  const auto* victim = victim_of(value, by.lie);
  if (victim == nullptr) return;
  auto lifted = *victim;
  extension(lifted.extensions, oid::reason_code).value =
      der::tlv(der::enumerated_tag, Bytes{static_cast<std::uint8_t>(registry::Reason::remove_from_crl)});
  value.entries.push_back(std::move(lifted));
}

// Serials from the far end of what has eight octets: nobody's.
void make_huge(ListValue& value, const Telling& by) {
  const auto count = static_cast<std::uint64_t>(by.lie.number("entries"));
  value.entries.reserve(value.entries.size() + count);
  for (std::uint64_t i = 0; i < count; ++i) {
    value.entries.push_back(entry_fields({0x7FFF'0000'0000'0000 + i, {by.publication.this_update, {}}}));
  }
}

template <typename Act>
void with_victim(ListValue& value, const Telling& by, Act act) {
  if (auto* victim = victim_of(value, by.lie)) act(*victim);
}

}  // namespace

const LieTable<ValueAct>& entry_lies() {
  static const LieTable<ValueAct> table{
      {"victim-missing", hide_victim},
      {"entries-missing", hide_some},
      {"entries-gone", [](ListValue& value, const Telling&) { value.entries.clear(); }},
      {"innocent-listed", list_innocent},
      {"order-shuffled", [](ListValue& value, const Telling& by) { shuffle(value.entries, by.lie.seed); }},
      {"duplicate-entry", repeat_victim},
      {"contradictory-entry", contradict_victim},
      {"huge", make_huge},
      {"entries-empty",
       [](ListValue& value, const Telling&) {
         value.entries.clear();
         value.fields.empty_entries = true;
       }},
      {"serial-with-leading-zero",
       [](ListValue& value, const Telling& by) {
         with_victim(value, by, [](auto& entry) { entry.serial.insert(entry.serial.begin(), 0); });
       }},
      {"serial-negative",
       [](ListValue& value, const Telling& by) {
         with_victim(value, by, [](auto& entry) { entry.serial.front() |= 0x80; });
       }},
      {"serial-zero",
       [](ListValue& value, const Telling& by) {
         with_victim(value, by, [](auto& entry) { entry.serial = {0}; });
       }},
      {"serial-too-long",
       [](ListValue& value, const Telling& by) {
         with_victim(value, by, [](auto& entry) { entry.serial.insert(entry.serial.begin(), 21, 0x11); });
       }},
      {"serial-empty",
       [](ListValue& value, const Telling& by) {
         with_victim(value, by, [](auto& entry) { entry.serial.clear(); });
       }},
      {"revocation-date-future",
       [](ListValue& value, const Telling& by) {
         const auto later = der::time(by.publication.next_update + std::chrono::days{30});
         with_victim(value, by, [&](auto& entry) { entry.revoked_at = later; });
       }},
      {"revocation-date-ancient",
       [](ListValue& value, const Telling& by) {
         const auto before = der::time(Instant{});
         with_victim(value, by, [&](auto& entry) { entry.revoked_at = before; });
       }},
      {"revocation-date-generalized",
       [](ListValue& value, const Telling& by) {
         const auto odd = der::text(der::generalized_time_tag, "20260101000000Z");
         with_victim(value, by, [&](auto& entry) { entry.revoked_at = odd; });
       }},
      {"revocation-date-garbage",
       [](ListValue& value, const Telling& by) {
         const auto odd = der::text(der::utc_time_tag, "yesterday");
         with_victim(value, by, [&](auto& entry) { entry.revoked_at = odd; });
       }},
  };
  return table;
}

}  // namespace tameshi::jlis::crl
