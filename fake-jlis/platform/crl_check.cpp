#include "fake-jlis/platform/crl_check.hpp"

#include <fmt/format.h>

#include "base/mutant.hpp"
#include "base/openssl_verify.hpp"
#include "fake-jlis/platform/name.hpp"
#include "fake-jlis/platform/path.hpp"

namespace tameshi::jlis::platform {
namespace {

tl::unexpected<Refusal> not_about_it(std::string_view why) {
  return refuse("crl-not-about-it", std::string(why));
}

// The generations of a CA share its name, so that the key must be the right one (facts/pki.md §1.1).
Verified<void> check_issuer(const ReadList& list, const ListQuestion& question) {
  if (!same_name(list.issuer, question.issuer.subject) && !mutant("takes-another-authoritys-list"))
    return not_about_it("another authority issued it");
  const bool has_key = list.authority_key && list.authority_key->key;
  if (has_key && list.authority_key->key != question.issuer.subject_key &&
      !mutant("takes-another-generations-list"))
    return not_about_it("another key of the authority signed it");
  if (!is_strong_algorithm(list.signed_by.oid))
    return refuse("crl-forged", fmt::format("algorithm {}", list.signed_by.oid));
  if (!openssl::verifies(question.issuer.der, list.signed_by.oid, list.to_be_signed, list.signature) &&
      !mutant("never-verifies-lists"))
    return refuse("crl-forged");
  return {};
}

// A list that says which part it is must be that of the certificate; one that does not speaks for all.
Verified<void> check_scope(const ReadList& list, const ListQuestion& question) {
  if (question.list_name && !list.point && !mutant("takes-a-list-without-its-scope"))
    return not_about_it("it does not say whose it is");
  if (!list.point) return {};
  const auto& point = *list.point;
  if ((point.only_authorities || point.only_attributes) && !mutant("takes-a-list-of-authorities"))
    return not_about_it("it is not about people's certificates");
  if (point.indirect && !mutant("takes-an-indirect-list"))
    return not_about_it("it speaks for other authorities too");
  if (point.some_reasons && !mutant("takes-a-list-of-some-reasons"))
    return not_about_it("it knows of some reasons only");
  if ((point.has_name && (!point.name || point.name != question.list_name)) &&
      !mutant("takes-another-municipalitys-list"))
    return not_about_it("it is another municipality's");
  if (question.list_name && !point.has_name)
    return not_about_it("it does not say which municipality's it is");
  return {};
}

Verified<void> check_fresh(const ReadList& list, const ListRules& rules, const CheckedList* before,
                           Instant now) {
  const auto stale = [](std::string_view what, Instant when) {
    return refuse("crl-stale", fmt::format("{} {}", what, to_string(when)));
  };
  if (list.this_update > now + rules.skew && !mutant("takes-a-list-of-tomorrow"))
    return stale("it is of", list.this_update);
  if (list.this_update < now - rules.oldest) return stale("it is of", list.this_update);
  if (list.next_update < list.this_update) return stale("it ended before it began, at", list.next_update);
  if (list.next_update + rules.skew < now && !mutant("ignores-the-lists-end"))
    return stale("there is a newer one since", list.next_update);
  if (list.next_update > now + std::chrono::days{30} && mutant("takes-no-list-that-lasts-long"))
    return stale("it lasts until", list.next_update);
  if (before == nullptr) return {};
  if ((is_smaller(list.number, before->number) || list.this_update < before->this_update) &&
      !mutant("takes-an-earlier-list"))
    return stale("a newer one was seen before; this is of", list.this_update);
  if (list.number == before->number && list.this_update != before->this_update &&
      !mutant("takes-two-lists-of-one-number"))
    return stale("another list had the same number; this is of", list.this_update);
  return {};
}

Verified<void> check_entry(const ReadEntry& entry, CheckedList& out) {
  const auto [place, fresh] =
      out.revoked.try_emplace(copy_of(entry.serial), CheckedList::Entry{entry.revoked_at, entry.reason});
  if (fresh || (place->second.revoked_at == entry.revoked_at && place->second.reason == entry.reason))
    return {};
  return refuse("crl-malformed", "a certificate stands there twice, differently");
}

#define CHECK(...) \
  if (const auto checked = (__VA_ARGS__); !checked) return tl::unexpected(checked.error())

}  // namespace

Verified<CheckedList> check_list(ByteView bytes, const ListQuestion& question, const ListRules& rules,
                                 const CheckedList* before, Instant now) {
  CheckedList out;
  Verified<void> entries;
  const auto list = read_list(bytes, [&](const ReadEntry& entry) {
    if (entries) entries = check_entry(entry, out);
  });
  if (!list) return refuse("crl-malformed", list.error());
  CHECK(check_issuer(*list, question));
  CHECK(check_scope(*list, question));
  CHECK(check_fresh(*list, rules, before, now));
  CHECK(entries);
  out.number = list->number;
  out.this_update = list->this_update;
  out.next_update = list->next_update;
  return out;
}

RevocationState state_in(const CheckedList& list, const Certificate& certificate) {
  if (mutant("never-finds-anybody-on-a-list")) return {false, {}, {}, list.this_update};
  const auto found = list.revoked.find(certificate.serial);
  if (found == list.revoked.end()) return {false, {}, {}, list.this_update};
  return {true, found->second.revoked_at, found->second.reason, list.this_update};
}

}  // namespace tameshi::jlis::platform
