// Lies in which a field is followed, within what is signed, by something that the syntax has no place for, or
// is no such thing itself.
#include "base/der.hpp"
#include "fake-jlis/crl/lie_stages.hpp"

namespace tameshi::jlis::crl {
namespace {

// A NULL where none belongs.
void spoil(Bytes& field) {
  append(field, der::null());
}

// A line of the list, made something else.
template <typename Act>
void replace_victim(ListValue& value, const Telling& by, Act act) {
  if (auto* victim = victim_of(value, by.lie)) victim->in_its_place = act(*victim);
}

}  // namespace

const LieTable<ValueAct>& garbage_lies() {
  static const LieTable<ValueAct> table{
      {"garbage-after-version", [](ListValue& value, const Telling&) { spoil(value.fields.version); }},
      {"garbage-after-algorithm",
       [](ListValue& value, const Telling&) { spoil(value.fields.algorithm_inside); }},
      {"garbage-after-issuer", [](ListValue& value, const Telling&) { spoil(value.fields.issuer); }},
      {"garbage-after-this-update",
       [](ListValue& value, const Telling&) { spoil(value.fields.this_update); }},
      {"garbage-after-next-update",
       [](ListValue& value, const Telling&) { spoil(value.fields.next_update); }},
      {"garbage-after-extensions",
       [](ListValue& value, const Telling&) { spoil(value.fields.after_extensions); }},
      {"garbage-after-outer-algorithm",
       [](ListValue& value, const Telling&) { spoil(value.fields.algorithm_outside); }},
      {"garbage-in-entry",
       [](ListValue& value, const Telling& by) {
         if (auto* victim = victim_of(value, by.lie)) spoil(victim->revoked_at);
       }},
      {"garbage-in-issuer",
       [](ListValue& value, const Telling&) {
         value.fields.issuer = der::tlv(der::sequence_tag, bytes_of("not an RDNSequence"));
       }},
      {"garbage-after-entries", [](ListValue& value, const Telling&) { spoil(value.fields.after_entries); }},
      {"garbage-after-entry-extensions",
       [](ListValue& value, const Telling& by) {
         replace_victim(value, by, [](const EntryFields& entry) {
           return der::sequence({der::tlv(der::integer_tag, entry.serial), entry.revoked_at,
                                 encode(entry.extensions), der::null()});
         });
       }},
      {"version-garbage",
       [](ListValue& value, const Telling&) { value.fields.version = der::octet_string(Bytes{1}); }},
      {"algorithm-garbage",
       [](ListValue& value, const Telling&) {
         value.fields.algorithm_inside = der::octet_string(bytes_of("not an algorithm"));
       }},
      {"outer-algorithm-garbage",
       [](ListValue& value, const Telling&) {
         value.fields.algorithm_outside = der::octet_string(bytes_of("not an algorithm"));
       }},
      {"serial-garbage",
       [](ListValue& value, const Telling& by) {
         replace_victim(value, by, [](const EntryFields& entry) {
           return der::sequence(
               {der::octet_string(entry.serial), entry.revoked_at, encode(entry.extensions)});
         });
       }},
      {"entry-garbage",
       [](ListValue& value, const Telling& by) {
         replace_victim(value, by, [](const EntryFields&) { return der::null(); });
       }},
  };
  return table;
}

}  // namespace tameshi::jlis::crl
