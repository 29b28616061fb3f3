// Lies in which a field is followed, within what is signed, by something that the syntax has no place for.
#include "base/der.hpp"
#include "fake-jlis/crl/lie_stages.hpp"

namespace tameshi::jlis::crl {
namespace {

// A NULL where none belongs.
void spoil(Bytes& field) {
  append(field, der::null());
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
  };
  return table;
}

}  // namespace tameshi::jlis::crl
