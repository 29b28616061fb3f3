// Lies in the extensions of an entry: reason, invalidity date, others.
#include <algorithm>

#include "base/der.hpp"
#include "fake-jlis/crl/lie_stages.hpp"

namespace tameshi::jlis::crl {
namespace {

// OURS: an extension that nobody knows.
constexpr std::string_view unknown = "1.2.392.200149.99.2";

// To the victim when the lie names one, else to every entry.
template <typename Act>
void with_entries(ListValue& value, const Telling& by, Act act) {
  if (!by.lie.filter.serial) {
    std::for_each(value.entries.begin(), value.entries.end(), act);
  } else if (auto* victim = victim_of(value, by.lie)) {
    act(*victim);
  }
}

void set_reason(ListValue& value, const Telling& by, Bytes reason) {
  with_entries(value, by, [&](auto& entry) { extension(entry.extensions, oid::reason_code).value = reason; });
}

void add(ListValue& value, const Telling& by, const Extension& more) {
  with_entries(value, by, [&](auto& entry) { entry.extensions.push_back(more); });
}

Bytes enumerated(std::uint8_t value) {
  return der::tlv(der::enumerated_tag, Bytes{value});
}

Bytes generalized(std::string_view text) {
  return der::text(der::generalized_time_tag, text);
}

}  // namespace

const LieTable<ValueAct>& entry_extension_lies() {
  static const LieTable<ValueAct> table{
      {"reasons-absent",
       [](ListValue& value, const Telling& by) {
         with_entries(value, by, [](auto& entry) { drop_extension(entry.extensions, oid::reason_code); });
       }},
      {"reason-unspecified",
       [](ListValue& value, const Telling& by) { set_reason(value, by, enumerated(0)); }},
      {"reason-unused", [](ListValue& value, const Telling& by) { set_reason(value, by, enumerated(7)); }},
      {"reason-out-of-range",
       [](ListValue& value, const Telling& by) { set_reason(value, by, enumerated(42)); }},
      {"reason-remove-from-crl",
       [](ListValue& value, const Telling& by) { set_reason(value, by, enumerated(8)); }},
      {"reason-other", [](ListValue& value, const Telling& by) { set_reason(value, by, enumerated(1)); }},
      {"reason-as-integer",
       [](ListValue& value, const Telling& by) { set_reason(value, by, der::integer(1)); }},
      {"reason-empty", [](ListValue& value, const Telling& by) { set_reason(value, by, {}); }},
      {"reason-critical",
       [](ListValue& value, const Telling& by) {
         with_entries(value, by, [](auto& entry) {
           auto& reason = extension(entry.extensions, oid::reason_code);
           reason.critical = true;
           if (reason.value.empty()) reason.value = enumerated(4);
         });
       }},
      {"invalidity-date",
       [](ListValue& value, const Telling& by) {
         add(value, by, {std::string(oid::invalidity_date), false, generalized("20260101000000Z")});
       }},
      {"invalidity-date-future",
       [](ListValue& value, const Telling& by) {
         add(value, by, {std::string(oid::invalidity_date), false, generalized("20991231235959Z")});
       }},
      {"invalidity-date-as-utc-time",
       [](ListValue& value, const Telling& by) {
         add(value, by,
             {std::string(oid::invalidity_date), false, der::text(der::utc_time_tag, "260101000000Z")});
       }},
      {"entry-extension-unknown",
       [](ListValue& value, const Telling& by) {
         add(value, by, {std::string(unknown), false, der::null()});
       }},
      {"entry-extension-unknown-critical",
       [](ListValue& value, const Telling& by) {
         add(value, by, {std::string(unknown), true, der::null()});
       }},
      {"entry-extension-twice",
       [](ListValue& value, const Telling& by) {
         const Extension again{std::string(oid::reason_code), false, enumerated(1)};
         with_entries(value, by, [](auto& entry) { drop_extension(entry.extensions, oid::reason_code); });
         add(value, by, again);
         add(value, by, again);
       }},
      {"entry-of-other-authority",
       [](ListValue& value, const Telling& by) {
         const auto names = der::sequence({der::context(4, by.accomplices.other_authority.name)});
         add(value, by, {std::string(oid::certificate_issuer), true, names});
       }},
      {"entry-extensions-empty",
       [](ListValue& value, const Telling& by) {
         with_entries(value, by, [](auto& entry) {
           entry.extensions.clear();
           append(entry.revoked_at, der::sequence({}));
         });
       }},
  };
  return table;
}

}  // namespace tameshi::jlis::crl
